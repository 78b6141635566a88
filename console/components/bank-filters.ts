import type { BankFilters } from '../../server/contract/bank.ts'

export const questionStates = ['draft', 'in-review', 'approved', 'retired'] as const
export const levels = ['recognition', 'comprehension', 'application', 'higher-application'] as const

/** What of the bank is asked for, as it stands in the address. */
export type ChosenFilters = Pick<BankFilters, 'state' | 'level'> & { search: string }

/** A value that nobody offers, typed into the address, filters nothing. */
export function filtersIn(query: URLSearchParams): ChosenFilters {
  const state = questionStates.find((one) => one === query.get('state'))
  const level = levels.find((one) => one === query.get('level'))
  return { search: query.get('search') ?? '', ...(state && { state }), ...(level && { level }) }
}

export const isFiltered = ({ search, state, level }: ChosenFilters): boolean => Boolean(search || state || level)
