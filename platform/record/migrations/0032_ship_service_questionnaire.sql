-- The questionnaire that comes with the product: five factors of service delivery and all of it (domain.md §3), with wordings of our own. It is not SIPAS, which
-- is a yearly sample of households made by the Ministry of Home Affairs, and it is never called so.
INSERT INTO questionnaire (code) VALUES ('hai-long-dich-vu');
INSERT INTO questionnaire_version (questionnaire, version, state, published_at, content) VALUES ('hai-long-dich-vu', 1, 'published', now(), $questionnaire$
{
 "title": { "vi": "Ông/bà thấy dịch vụ thế nào?", "en": "How was the service?" },
 "intro": { "vi": "Vài câu hỏi về lần làm thủ tục vừa rồi, mất khoảng 4 phút. Phiếu không ghi tên, không ghi số hồ sơ. Ông/bà có thể bỏ dở rồi làm tiếp trên máy này.", "en": "A few questions about the procedure you have just been through; about 4 minutes. Neither your name nor the number of your dossier is kept. You may stop and go on later on this device." },
 "thanks": { "vi": "Cảm ơn ông/bà. Câu trả lời được cộng chung với của người khác; trung tâm xem kết quả hằng tháng và công bố điều đã sửa.", "en": "Thank you. Your answers are added up with those of others; the centre looks at the result every month and publishes what was mended." },
 "minutes": 4,
 "sections": [
  {
   "key": "start",
   "title": { "vi": "Lần làm thủ tục này", "en": "This time" },
   "questions": [
    {
     "key": "who",
     "text": { "vi": "Ông/bà làm thủ tục này cho ai?", "en": "For whom was it?" },
     "required": true,
     "kind": "single",
     "choices": [
      {
       "key": "self",
       "text": { "vi": "Cho mình hoặc gia đình", "en": "For myself or my family" }
      },
      {
       "key": "business",
       "text": { "vi": "Cho doanh nghiệp, tổ chức", "en": "For a business or organisation" }
      },
      {
       "key": "other",
       "text": { "vi": "Làm hộ người khác", "en": "For somebody else" }
      }
     ]
    },
    {
     "key": "way",
     "text": { "vi": "Ông/bà nộp hồ sơ bằng cách nào?", "en": "How did you hand it in?" },
     "required": true,
     "kind": "single",
     "choices": [
      {
       "key": "counter",
       "text": { "vi": "Tại quầy", "en": "At a counter" }
      },
      {
       "key": "online",
       "text": { "vi": "Trên mạng", "en": "Online" }
      },
      {
       "key": "post",
       "text": { "vi": "Qua bưu điện", "en": "By post" }
      }
     ]
    },
    {
     "key": "visits",
     "text": { "vi": "Ông/bà phải đến cơ quan mấy lần cho việc này?", "en": "How many times did you have to come?" },
     "showIf": [
      {
       "question": "way",
       "is": "any-of",
       "values": [
        "counter"
       ]
      }
     ],
     "kind": "number",
     "min": 0,
     "max": 50,
     "unit": { "vi": "lần", "en": "times" }
    },
    {
     "key": "refused-reason",
     "text": { "vi": "Hồ sơ không được giải quyết. Ông/bà có được giải thích rõ lý do không?", "en": "Your dossier was not carried through. Were you told why, clearly?" },
     "showIf": [
      {
       "question": "@outcome",
       "is": "none-of",
       "values": [
        "finished"
       ]
      }
     ],
     "kind": "single",
     "choices": [
      {
       "key": "clear",
       "text": { "vi": "Có, giải thích rõ", "en": "Yes, clearly" }
      },
      {
       "key": "unclear",
       "text": { "vi": "Có, nhưng chưa rõ", "en": "Yes, not clearly" }
      },
      {
       "key": "none",
       "text": { "vi": "Không được giải thích", "en": "No" }
      }
     ]
    }
   ]
  },
  {
   "key": "access",
   "title": { "vi": "Tiếp cận dịch vụ", "en": "Access" },
   "questions": [
    {
     "key": "access",
     "text": { "vi": "Ông/bà hài lòng đến mức nào?", "en": "How satisfied are you with …?" },
     "required": true,
     "kind": "likert",
     "items": [
      {
       "key": "access-signs",
       "text": { "vi": "Biển chỉ dẫn, nơi hỏi và tìm thông tin dễ thấy", "en": "signs, and places to ask and to find information" }
      },
      {
       "key": "access-seats",
       "text": { "vi": "Có đủ chỗ ngồi, bàn viết khi chờ", "en": "seats and tables while waiting" }
      },
      {
       "key": "access-equipment",
       "text": { "vi": "Trang thiết bị hoặc cổng dịch vụ dùng tốt", "en": "equipment, or the portal, that works" }
      }
     ],
     "levels": [
      { "vi": "Rất không hài lòng", "en": "Very dissatisfied" },
      { "vi": "Không hài lòng", "en": "Dissatisfied" },
      { "vi": "Bình thường", "en": "Neither" },
      { "vi": "Hài lòng", "en": "Satisfied" },
      { "vi": "Rất hài lòng", "en": "Very satisfied" }
     ],
     "noOpinion": { "vi": "Không rõ, hoặc không dùng tới", "en": "Do not know, or did not need it" },
     "factor": "access"
    }
   ]
  },
  {
   "key": "procedures",
   "title": { "vi": "Thủ tục", "en": "Procedures" },
   "questions": [
    {
     "key": "procedures",
     "text": { "vi": "Ông/bà hài lòng đến mức nào?", "en": "How satisfied are you with …?" },
     "required": true,
     "kind": "likert",
     "items": [
      {
       "key": "procedures-posted",
       "text": { "vi": "Quy định về thủ tục được niêm yết, công khai đầy đủ", "en": "rules that are posted for everybody" }
      },
      {
       "key": "procedures-papers",
       "text": { "vi": "Giấy tờ phải nộp đúng như quy định, không đòi thêm", "en": "papers: those the rules name, and no others" }
      },
      {
       "key": "procedures-fee",
       "text": { "vi": "Phí, lệ phí phải nộp đúng quy định", "en": "fees: as the rules have them" }
      },
      {
       "key": "procedures-time",
       "text": { "vi": "Thời hạn giải quyết đúng quy định", "en": "time: as the rules have it" }
      }
     ],
     "levels": [
      { "vi": "Rất không hài lòng", "en": "Very dissatisfied" },
      { "vi": "Không hài lòng", "en": "Dissatisfied" },
      { "vi": "Bình thường", "en": "Neither" },
      { "vi": "Hài lòng", "en": "Satisfied" },
      { "vi": "Rất hài lòng", "en": "Very satisfied" }
     ],
     "noOpinion": { "vi": "Không rõ, hoặc không dùng tới", "en": "Do not know, or did not need it" },
     "factor": "procedures"
    }
   ]
  },
  {
   "key": "officials",
   "title": { "vi": "Người phục vụ", "en": "Those who served you" },
   "questions": [
    {
     "key": "officials",
     "text": { "vi": "Ông/bà hài lòng đến mức nào?", "en": "How satisfied are you with …?" },
     "required": true,
     "kind": "likert",
     "items": [
      {
       "key": "officials-manner",
       "text": { "vi": "Thái độ giao tiếp lịch sự", "en": "a polite manner" }
      },
      {
       "key": "officials-listening",
       "text": { "vi": "Lắng nghe, trả lời đủ điều được hỏi", "en": "listening, and answering what was asked" }
      },
      {
       "key": "officials-guidance",
       "text": { "vi": "Hướng dẫn hồ sơ dễ hiểu, đủ trong một lần", "en": "guidance that is clear, and complete at once" }
      },
      {
       "key": "officials-skill",
       "text": { "vi": "Làm việc thành thạo", "en": "knowing their work" }
      }
     ],
     "levels": [
      { "vi": "Rất không hài lòng", "en": "Very dissatisfied" },
      { "vi": "Không hài lòng", "en": "Dissatisfied" },
      { "vi": "Bình thường", "en": "Neither" },
      { "vi": "Hài lòng", "en": "Satisfied" },
      { "vi": "Rất hài lòng", "en": "Very satisfied" }
     ],
     "noOpinion": { "vi": "Không rõ, hoặc không dùng tới", "en": "Do not know, or did not need it" },
     "factor": "officials"
    }
   ]
  },
  {
   "key": "results",
   "title": { "vi": "Kết quả", "en": "The result" },
   "questions": [
    {
     "key": "results",
     "text": { "vi": "Ông/bà hài lòng đến mức nào?", "en": "How satisfied are you with …?" },
     "required": true,
     "kind": "likert",
     "items": [
      {
       "key": "results-on-time",
       "text": { "vi": "Kết quả được trả đúng hẹn", "en": "getting the result when promised" }
      },
      {
       "key": "results-correct",
       "text": { "vi": "Kết quả đúng, đủ thông tin", "en": "a result that is right and complete" }
      },
      {
       "key": "results-fair",
       "text": { "vi": "Việc được giải quyết công bằng", "en": "being treated fairly" }
      }
     ],
     "levels": [
      { "vi": "Rất không hài lòng", "en": "Very dissatisfied" },
      { "vi": "Không hài lòng", "en": "Dissatisfied" },
      { "vi": "Bình thường", "en": "Neither" },
      { "vi": "Hài lòng", "en": "Satisfied" },
      { "vi": "Rất hài lòng", "en": "Very satisfied" }
     ],
     "noOpinion": { "vi": "Không rõ, hoặc không dùng tới", "en": "Do not know, or did not need it" },
     "factor": "results"
    }
   ]
  },
  {
   "key": "feedback",
   "title": { "vi": "Phản ánh, kiến nghị", "en": "Handling of feedback" },
   "questions": [
    {
     "key": "feedback",
     "text": { "vi": "Ông/bà hài lòng đến mức nào?", "en": "How satisfied are you with …?" },
     "required": true,
     "kind": "likert",
     "items": [
      {
       "key": "feedback-ways",
       "text": { "vi": "Có nhiều cách để góp ý, phản ánh", "en": "ways to say what is wrong" }
      },
      {
       "key": "feedback-taken",
       "text": { "vi": "Nơi tiếp nhận sẵn sàng nghe và xử lý", "en": "being heard" }
      },
      {
       "key": "feedback-answered",
       "text": { "vi": "Được thông báo kết quả xử lý kịp thời", "en": "being told in time what came of it" }
      }
     ],
     "levels": [
      { "vi": "Rất không hài lòng", "en": "Very dissatisfied" },
      { "vi": "Không hài lòng", "en": "Dissatisfied" },
      { "vi": "Bình thường", "en": "Neither" },
      { "vi": "Hài lòng", "en": "Satisfied" },
      { "vi": "Rất hài lòng", "en": "Very satisfied" }
     ],
     "noOpinion": { "vi": "Không rõ, hoặc không dùng tới", "en": "Do not know, or did not need it" },
     "factor": "feedback"
    }
   ]
  },
  {
   "key": "overall",
   "title": { "vi": "Nhìn chung", "en": "All in all" },
   "questions": [
    {
     "key": "overall",
     "text": { "vi": "Nhìn chung", "en": "All in all" },
     "required": true,
     "kind": "likert",
     "items": [
      {
       "key": "overall-service",
       "text": { "vi": "Ông/bà hài lòng đến mức nào với dịch vụ lần này?", "en": "how satisfied are you with the service this time?" }
      }
     ],
     "levels": [
      { "vi": "Rất không hài lòng", "en": "Very dissatisfied" },
      { "vi": "Không hài lòng", "en": "Dissatisfied" },
      { "vi": "Bình thường", "en": "Neither" },
      { "vi": "Hài lòng", "en": "Satisfied" },
      { "vi": "Rất hài lòng", "en": "Very satisfied" }
     ],
     "overall": true
    },
    {
     "key": "mend",
     "text": { "vi": "Điều gì cần sửa trước tiên?", "en": "What should be mended first?" },
     "showIf": [
      {
       "question": "overall-service",
       "is": "at-most",
       "value": 3
      }
     ],
     "kind": "multi",
     "choices": [
      {
       "key": "waiting",
       "text": { "vi": "Thời gian chờ", "en": "Waiting" }
      },
      {
       "key": "visits",
       "text": { "vi": "Phải đi lại nhiều lần", "en": "Coming several times" }
      },
      {
       "key": "guidance",
       "text": { "vi": "Hướng dẫn chưa rõ", "en": "Unclear guidance" }
      },
      {
       "key": "manner",
       "text": { "vi": "Thái độ phục vụ", "en": "Manner" }
      },
      {
       "key": "online",
       "text": { "vi": "Cổng dịch vụ, nộp trên mạng", "en": "The portal" }
      },
      {
       "key": "place",
       "text": { "vi": "Chỗ ngồi, trang thiết bị", "en": "The place" }
      }
     ]
    },
    {
     "key": "ease",
     "text": { "vi": "Việc này dễ hay khó đối với ông/bà?", "en": "How easy was it for you?" },
     "kind": "scale10",
     "lowest": { "vi": "Rất khó", "en": "Very hard" },
     "highest": { "vi": "Rất dễ", "en": "Very easy" }
    },
    {
     "key": "comment",
     "text": { "vi": "Ông/bà muốn nói thêm điều gì?", "en": "Anything else you would like to say?" },
     "hint": { "vi": "Xin đừng ghi tên, số điện thoại, số giấy tờ. Nếu muốn được trả lời, ông/bà để lại cách liên hệ ở trang sau.", "en": "Please leave out names, telephone numbers and numbers of papers. If you want an answer, you can say how to reach you on the next page." },
     "kind": "text",
     "longest": 1000
    }
   ]
  }
 ]
}
$questionnaire$::jsonb);
