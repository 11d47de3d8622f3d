/** What is counted, as it is named to people. */
export const RATINGS = { vi: 'lượt đánh giá', en: 'ratings' }
export const DOSSIERS = { vi: 'hồ sơ', en: 'dossiers' }
export const SHEETS = { vi: 'phiếu khảo sát', en: 'survey sheets' }
export const INVITATIONS = { vi: 'lời mời khảo sát', en: 'survey invitations' }

/** Ratings and sheets are a sample of those who were served or asked, given by people; dossiers are all there are. */
export const isOfRatings = ({ countedUnit }: { countedUnit: { en: string } }): boolean => countedUnit.en === RATINGS.en || countedUnit.en === SHEETS.en
