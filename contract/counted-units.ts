/** What is counted, as it is named to people. */
export const RATINGS = { vi: 'lượt đánh giá', en: 'ratings' }
export const DOSSIERS = { vi: 'hồ sơ', en: 'dossiers' }

/** Ratings are a sample of those who were served, given by people; dossiers are all there are. */
export const isOfRatings = ({ countedUnit }: { countedUnit: { en: string } }): boolean => countedUnit.en === RATINGS.en
