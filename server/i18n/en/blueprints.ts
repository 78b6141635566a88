type Lack = { wanted: number; fitting: number; missing: number; rivals: readonly string[] }

export function blueprintLack({ wanted, fitting, missing, rivals }: Lack): string {
  const shared = rivals.length > 0 ? ` These cells need the same questions: ${rivals.join(', ')}.` : ''
  return `${missing} missing: ${wanted} wanted, ${fitting} approved questions fit.${shared}`
}

export const blueprintFaults = {
  SAME_ID: 'Two cells have the same id. Give one of them another.',
  TOO_MANY_QUESTIONS: 'The paper has more than 500 questions. Draw fewer.',
  PREDICTION_WITH_POINTS: 'A prediction is never scored. Give it 0 points.',
}
