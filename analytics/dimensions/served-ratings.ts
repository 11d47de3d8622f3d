/**
 * Ratings with the official who served: the one the sender named, else whoever had the counter at the rating's moment by the shifts of
 * today. Shifts of one counter never overlap, so the last that began is the only one that can hold. Answers a subselect; `conditions`
 * are SQL of our own over `ratings_current`.
 */
export const servedRatings = (conditions: string): string => `
  (SELECT rating.id AS id, rating.corrected_at AS corrected_at, rating.centre_code AS centre_code, rating.counter_code AS counter_code,
     rating.procedure_code AS procedure_code, rating.channel AS channel, rating.language AS language, rating.scale AS scale, rating.score AS score,
     rating.reasons AS reasons,
     if(rating.official_code = '' AND rating.corrected_at < shift.valid_to, toString(shift.official_code), toString(rating.official_code)) AS official_code
   FROM (SELECT * FROM ratings_current WHERE ${conditions}) AS rating
   ASOF LEFT JOIN official_shifts_current AS shift ON rating.counter_code = shift.counter_code AND rating.corrected_at >= shift.valid_from)`
