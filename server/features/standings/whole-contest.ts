/** In the place of a round: the result over all rounds of a contest. Rounds are numbered from 1. */
export const wholeContest = 0
