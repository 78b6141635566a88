/** What a board says in words beside its ranking rule. */
export const boards = {
  wholeContest: 'Chung cuộc',
}
