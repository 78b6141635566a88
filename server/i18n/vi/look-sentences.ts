/** Why somebody should look at a question. Options are counted from 0 by their author and named by letters here. */
export const lookSentences = {
  'too-hard': () => 'Quá khó: chưa đến 20 % số điểm được trao.',
  'too-easy': () => 'Quá dễ: trên 95 % số điểm được trao.',
  negative: () => 'Người làm tốt phần còn lại lại làm sai câu này nhiều hơn. Hãy xem lại đáp án và cách hỏi.',
  weak: () => 'Câu này hầu như không phân biệt được người giỏi và người yếu.',
  'unchosen-option': (choice: string) => `Không ai chọn phương án ${letterOf(choice)}. Hãy thay bằng phương án nhiễu khác.`,
  'option-attracts-better': (choice: string) =>
    `Người làm tốt phần còn lại hay chọn phương án sai ${letterOf(choice)}. Hãy xem phương án này có đúng một phần không.`,
  'key-suspect': (choice: string) => `Người làm tốt phần còn lại chọn ${letterOf(choice)} hơn là đáp án. Đáp án có thể sai.`,
  'often-left-open': () => 'Trên 20 % thí sinh bỏ trống câu này.',
}

function letterOf(choice: string): string {
  return String.fromCharCode(65 + Number(choice))
}
