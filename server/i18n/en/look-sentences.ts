export const lookSentences = {
  'too-hard': () => 'Too hard: less than 20 % of the points were earned.',
  'too-easy': () => 'Too easy: more than 95 % of the points were earned.',
  negative: () => 'People who do well elsewhere do worse here. Check the key and the wording.',
  weak: () => 'The question hardly tells good from weak.',
  'unchosen-option': (choice: string) => `Nobody chose option ${letterOf(choice)}. Put another distractor there.`,
  'option-attracts-better': (choice: string) =>
    `People who do well elsewhere tend to choose the wrong option ${letterOf(choice)}. Check whether it is partly right.`,
  'key-suspect': (choice: string) => `People who do well elsewhere choose ${letterOf(choice)} rather than the key. The key may be wrong.`,
  'often-left-open': () => 'More than 20 % left the question open.',
}

function letterOf(choice: string): string {
  return String.fromCharCode(65 + Number(choice))
}
