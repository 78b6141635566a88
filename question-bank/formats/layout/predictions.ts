import { foldVietnamese } from '../../fold-vietnamese.ts'
import type { Line } from './line.ts'

const countable = /bao nhieu|\bso (?:nguoi|luot|bai|thi sinh|nguoi choi|doi|don vi|cau)\b|ty le|ti le|phan tram/

/** A number that can be guessed is asked for: how many will take part, how many will be right. */
export function asksForNumber(text: string): boolean {
  return countable.test(foldVietnamese(text))
}

/** "Dự đoán có bao nhiêu người trả lời đúng?": a question of its own wherever it stands. */
export function isPredictionLine({ text }: Line): boolean {
  return /^\W*(?:(?:anh|chi|ban|em|hay|theo|moi|quy vi)\W+){0,6}du doan\b/.test(foldVietnamese(text)) && asksForNumber(text)
}

export function saysPrediction(text: string): boolean {
  return /\bdu doan\b/.test(foldVietnamese(text))
}
