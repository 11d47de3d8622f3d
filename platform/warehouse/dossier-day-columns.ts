/** Columns of `contract/dossier-days.ts` of a stored state, for a SELECT FROM dossiers. */
export const dossierDayColumns = `
  toString(toDate(registered_at, 'Asia/Ho_Chi_Minh')) AS receivedOn, toString(toDate(due_at, 'Asia/Ho_Chi_Minh')) AS dueOn,
  toString(toDate(ifNull(finished_at, returned_at), 'Asia/Ho_Chi_Minh')) AS endedOn,
  toString(toDate(returned_at, 'Asia/Ho_Chi_Minh')) AS returnedOn,
  if(length(supplements) < 2, NULL, toString(toDate(arraySort(arrayMap(it -> it.1, supplements))[2], 'Asia/Ho_Chi_Minh'))) AS askedAgainOn`
