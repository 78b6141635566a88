type Lack = { wanted: number; fitting: number; missing: number; rivals: readonly string[] }

/** What the bank cannot give to one cell of a blueprint. */
export function blueprintLack({ wanted, fitting, missing, rivals }: Lack): string {
  const shared = rivals.length > 0 ? ` Các ô này cần chung những câu đó: ${rivals.join(', ')}.` : ''
  return `Thiếu ${missing} câu: cần ${wanted}, ngân hàng có ${fitting} câu đã duyệt phù hợp.${shared}`
}

export const blueprintFaults = {
  SAME_ID: 'Hai ô có cùng mã. Hãy đặt mã khác.',
  TOO_MANY_QUESTIONS: 'Đề có quá 500 câu. Hãy giảm số câu.',
  PREDICTION_WITH_POINTS: 'Câu dự đoán không tính điểm. Hãy đặt điểm là 0.',
}
