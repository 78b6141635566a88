import { colourOf } from '../colour-of.ts'
import type { reasonsVi } from '../vi/reasons.ts'

/** Kinds of marks are said by code, so that each language has its own words for them. */
const markNames: Readonly<Record<string, string>> = {
  line: 'answer line',
  explanation: 'explanation',
  sign: 'sign before the option',
  behind: 'sign behind the option',
  list: 'key list',
  bold: 'bold',
  italic: 'italics',
  underline: 'underline',
  highlight: 'highlight',
  color: 'colour',
  strike: 'strike-through',
}
const inColour = (kind: string, value: string): string | undefined => {
  const colour = colourOf(value)
  if (kind === 'highlight') return colour ? `${colour} highlight` : markNames.highlight
  return colour ? `${colour} letters` : markNames.color
}
const markNamesIn = (seen: string): string =>
  seen
    .replace(/(^|; )(highlight|color) ([\w-]+)(?=:)/g, (_whole, between: string, kind: string, value: string) => between + inColour(kind, value))
    .replace(/(^|; )([a-z]+)(?=:|$)/g, (whole, between: string, kind: string) => (markNames[kind] ? between + markNames[kind] : whole))

export const reasonsEn: { [Code in keyof typeof reasonsVi]: (...said: Parameters<(typeof reasonsVi)[Code]>) => string } = {
  NO_STEM: () => 'The question has no text.',
  TOO_FEW_OPTIONS: () => 'At least two options are needed.',
  TOO_MANY_OPTIONS: (count, most) => `There are ${count} options, at most ${most} are possible.`,
  EMPTY_OPTION: (position) => `Option ${position} is empty.`,
  SAME_OPTIONS: (first, second) => `Options ${first} and ${second} are the same.`,
  NO_KEY: () => 'No right answer is given.',
  KEY_BEYOND_OPTIONS: (written, count) => `The key says “${written}” but there are only ${count} options.`,
  SEVERAL_KEYS: (seen) => `More than one answer is marked: ${seen}. Choose one.`,
  KEY_READS_TWO_WAYS: (written) => `The key “${written}” can be read in several ways.`,
  KEY_IS_NO_OPTION: (written) => `The key “${written}” is none of the options.`,
  BAD_LOCK: () => 'A fixed place is not in the list of options.',
  BAD_WEIGHTS: () => 'The weights of the options do not add up: full marks must be possible.',
  TOO_FEW_STATEMENTS: () => 'A question of true or false statements needs at least two of them.',
  BAD_LADDER: () => 'The ladder of marks must rise, end at full marks and have one step for each statement.',
  NOT_A_NUMBER: (written) => `“${written}” is not a number.`,
  NEGATIVE_TOLERANCE: () => 'The tolerance must not be negative.',
  NUMBER_TOO_LONG_FOR_BOX: (written) => `The answer “${written}” is longer than 4 characters and does not fit the answer box.`,
  NO_ACCEPTED_TEXT: () => 'No accepted answer is given.',
  TOO_FEW_ITEMS: () => 'A question of ordering needs at least two items.',
  BAD_ORDER: () => 'The right order must name each item exactly once.',
  TOO_FEW_PAIRS: () => 'A question of matching needs at least two pairs.',
  BAD_PAIRS: () => 'Each item on the left must be matched with an item of the list on the right.',
  NO_GAPS: () => 'The text has no gap to fill.',
  GAPS_DISAGREE: (marked, described) => `The text has ${marked} gaps but the key has ${described}.`,
  GAP_WITHOUT_KEY: (gap) => `Gap ${gap} has no valid key.`,
  TEXT_TOO_LONG: (length, most) => `The text has ${length} characters, at most ${most} are possible.`,
  BROKEN_QUESTION: (at, fault) =>
    `The question does not have the structure of its type: field “${at}” ${{ missing: 'is missing', unknown: 'does not belong to this type', wrong: 'has a value that cannot be used' }[fault]}.`,
  ATTACHMENT_NOT_TAKEN: (name) =>
    `The picture or sound “${name}” is of a kind that is not taken (such as SVG, TIFF, BMP, films). Only PNG, JPEG, GIF, WebP, MP3, OGG, WAV and M4A are: convert it to one of these and insert it again.`,
  UNKNOWN_ATTACHMENT: (name) => `The picture or sound “${name}” is not in the file.`,

  QTI_INTERACTION: (name) => `The question uses the interaction “${name}”, which is not supported. Write it again in another form.`,
  QTI_SEVERAL_INTERACTIONS: (count) => `One item asks for ${count} answers of different kinds. Split it into several questions.`,
  QTI_NO_INTERACTION: () => 'This item has a text only and nothing to answer.',
  QTI_SCORING: () =>
    'The scoring rules in the file disagree with the right answer that it names, or cannot be understood with certainty. Choose the right answer again.',
  QTI_ADAPTIVE: () => 'An adaptive question: it changes with each answer. Check its text and its right answer.',
  QTI_TEMPLATE: () => 'The question has values drawn at random, so the text may lack some. Fill them in.',
  QTI_FORMULA: (seen) => `The formula “${seen}” could not be converted with certainty. Type it again.`,
  QTI_MISSING_ITEM: (path) => `The package names “${path}”, but there is no such file in it.`,
  QTI_NO_ITEM: () => 'This file of the package is no QTI question.',
  QTI_TEST_ALONE: () => 'The file is a mere list of QTI questions without the questions. Upload the whole .zip package with its imsmanifest.xml.',
  QTI_OLD: () => 'The file is in the old format QTI 1.x. Export it again as QTI 2.1, 2.2 or 3.0 and upload that.',

  EMPTY_FILE: () => 'The file is empty (0 bytes). Choose the file again, or save it anew and upload it.',
  FILE_TOO_LARGE: (megabytes) => `The file is larger than ${megabytes} MB. Make its pictures smaller or part it into several files.`,
  LOCKED_FILE: () => 'The file has a password. Open it, remove the password, save it and upload it again.',
  OLD_OFFICE_FILE: () => 'The file is in an old format (.doc or .xls). Open it in Word or Excel, save it as .docx or .xlsx and upload that.',
  MACRO_FILE: () => 'The file contains macros. Save it as .docx or .xlsx (without macros) and upload that.',
  PROGRAM_FILE: () => 'This is a program, not a file of questions. Check the file; your computer may be infected.',
  PDF_FILE: () => 'A PDF cannot be read with certainty. Upload the Word (.docx) or Excel (.xlsx) file it was made from.',
  OPEN_DOCUMENT_FILE: () => 'A LibreOffice file (.odt, .ods). Open it, choose “Save as…” .docx or .xlsx and upload that.',
  SLIDES_FILE: () => 'Questions cannot be read from slides. Copy them to Word (.docx) or Excel (.xlsx) and upload that.',
  OTHER_FILE: () => 'This kind of file is not known. Upload Word (.docx), Excel (.xlsx), CSV, GIFT, Aiken, Moodle XML, QTI or JSON.',
  BROKEN_PACKAGE: () => 'The file is damaged or was not uploaded completely. Open it, save it as a new file and upload that.',
  BROKEN_XML: () => 'The content of the file is damaged. Open it with the program that made it, save it and upload it again.',
  BROKEN_JSON: () => 'The JSON is damaged. Export it anew and upload that.',
  NEWER_JSON: () => 'The JSON file was made by a newer version of this software. Update the software, or export the file again from this version.',
  XML_ENTITIES: () => 'The file declares XML entities (DOCTYPE), which is unsafe and not accepted. Export it anew and upload that.',
  TOO_MANY_PARTS: () => 'The file has too many parts inside. Copy the questions to a new file and upload that.',
  TOO_MUCH_INSIDE: () => 'What is inside the file is too large. Part it into several smaller files.',
  TOO_DEEP: () => 'The file is nested too deeply. Copy the questions to a new file and upload that.',
  TOO_MANY_ATTRIBUTES: () => 'A tag in the file has far too many attributes. Export it anew from the program that made it and upload that.',
  TOO_SLOW: (seconds) => `The file is too complex, reading took more than ${seconds} seconds. Part it into several smaller files.`,
  TOO_HEAVY: () => 'The file is too large or too complex to read. Part it into several smaller files.',
  TOO_MANY_QUESTIONS: (most) => `The file has more than ${most} questions. Part it into several files.`,
  READING_INTERRUPTED: () => 'Reading the file was interrupted. Upload it again.',
  NO_QUESTIONS: () => 'No question was found in the file. Check it, or look at the sample file to see how to lay it out.',
  NO_TABLE: () => 'The file is no table. Use .xlsx or .csv.',
  NO_MEMBER_COLUMN: () =>
    'This file has no column for the identity that the contest uses (phone number, e-mail or ID number). Name the columns in the first row.',
  NO_UNIT_COLUMNS: () => 'There is no header with a column of codes and one of names. Call the columns "Code", "Name", "Parent code", "Headcount".',
  EVERY_OPTION_RIGHT: () => 'Every option counts as right. Confirm that, or choose the key again.',
  KEY_COUNTS_FROM_ZERO: (written) =>
    `The key is the number “${written}”, but some key of this file is 0: it may count from 0 or from 1. Write letters instead.`,
  KEY_CELL_EMPTY: (seen) => `The cell of the answer is empty; only bold text or a colour points at option ${seen}. Choose the right answer.`,
  MARKS_DISAGREE: (seen) => `The key column and the marks at the options (bold, colour, *…) name different options: ${seen}. Choose the right one.`,
  STATEMENTS_KEY_UNCLEAR: (written, count) =>
    `The key “${written}” does not say of all ${count} statements whether they are true. Write it as “Đ, S, Đ, S”.`,
  KEY_IS_NO_ORDER: (written, count) => `The key “${written}” is no order of ${count} items. Write it as “C, A, B”.`,
  PAIRS_UNCLEAR: (written) => `The pairs cannot be read (the key says “${written}”). Write each pair in one cell as “left → right”.`,
  UNITS_DISAGREE: (seen) => `The units disagree: ${seen}.`,
  TYPE_NOT_SAID: () => 'There are no options and no type is given. Confirm the type of the question.',
  NO_HEADER: () => 'The sheet has no header row, so columns were guessed by their place. Check this question.',
  HIDDEN_ROW: () => 'This row is hidden (or filtered out) in the file. Confirm that the question is meant to be used.',
  HIDDEN_SHEET: () => 'The sheet of this question is hidden in the file. Confirm that the question is meant to be used.',
  ERROR_CELL: (cell, seen) => `Cell ${cell} shows the error ${seen}. Mend it.`,
  STRUCK_CELL: (cell) => `Cell ${cell} has text that is struck through. Confirm that it still counts.`,
  UNREADABLE_SIGNS: (cell) => `Cell ${cell} has signs that cannot be read. Check the font or the encoding of the file.`,
  UNREADABLE_POINTS: (written) => `The points “${written}” are no valid number of points.`,
  UNREADABLE_LOCK: (written) => `The column of fixed options says “${written}”, which names no option. Write the letter of the option.`,
  NOTE_TO_READ: (note) => `There is a note on this question: “${note}”.`,
  LOOSE_PICTURE: (cell) => `There is a picture at cell ${cell}; to which part of the question it belongs is not clear. Check its place.`,
  LOST_PICTURE: (cell) => `The picture at cell ${cell} cannot be read (unknown kind or too large). Insert it again as PNG or JPEG.`,
  PICTURE_WITHOUT_QUESTION: (cell) => `The picture at cell ${cell} is not on the row of any question. Move it to its question.`,

  // .docx: what was seen around the options and how the answer was marked
  OPTION_LETTERS: (letters) => `The options are lettered ${letters}: a letter is missing, doubled or out of order. Check the options and the answer.`,
  TWO_SETS_OF_OPTIONS: () => 'The question has two sets of options A, B …: two questions may have run together. Part them and check the answers.',
  QUESTIONS_RUN_TOGETHER: () => 'Two questions may stand on one line. Give each its own paragraph.',
  MORE_THAN_ONE_QUESTION: () => 'This question may hold the heading of the next part or another question. Part them if it does.',
  QUESTION_WITHOUT_NUMBER: () => 'This question has no number as the others have. Check where it begins and ends.',
  TEXT_BEHIND_OPTIONS: (text) => `Behind the last option stands a line that cannot be placed: “${text}”. Keep it or drop it.`,
  LONELY_NUMBER: (seen) => `A line of the question is nothing but “${seen}”, perhaps the number of a page. Keep it or drop it.`,
  KEY_MARKS_DISAGREE: (seen) => `The marks of the right answer disagree (${markNamesIn(seen)}). Choose the right answer.`,
  ONE_KEY_OF_SEVERAL: (letter) => `The question asks for several answers but only one is marked: ${letter}. Check it.`,
  UNUSUAL_MARK: (seen, usual) =>
    `This question is marked only by ${markNamesIn(seen)}, unlike the others (${markNamesIn(usual)}). Confirm the answer.`,
  STEM_LOOKS_MARKED_TOO: (look, letters) =>
    `Both the question and option ${letters} have ${markNamesIn(look)}, so that may not mark the answer. Choose the right answer.`,
  PARTLY_MARKED: (look, letter) =>
    `Only a part of option ${letter} has ${markNamesIn(look)}, which may not mark the answer. Choose the right answer.`,
  LOOKS_LIKE_LINK: (letters) => `Option ${letters} is blue and underlined as a link is, which may not mark the answer. Confirm it.`,
  STRUCK_OPTION: (letters) => `Option ${letters} is struck through. Drop it or keep it, and choose the right answer.`,
  NO_MARK_FOUND: () => 'No mark of the right answer was found (answer line, *, “(đúng)”, formatting, key table). Choose the right answer.',
  KEY_NOT_UNDERSTOOD: (written) => `The answer “${written}” is not understood. Enter it again.`,
  KEY_WITHOUT_OPTIONS: (written) => `The answer says ${written} but the options of the question were not found. Check how they are laid out.`,
  TRUTHS_DO_NOT_FIT: (given, statements) => `The true/false key has ${given} parts but the question has ${statements}. Check it.`,
  STATEMENTS_WITHOUT_KEY: (letters) => `It is not clear whether ${letters} is true or false. Choose for each statement.`,
  NO_OPTIONS_NO_ANSWER: () => 'The question has neither options nor an answer. Confirm that it is an essay, or complete it.',
  ANSWER_TOO_LONG: () => 'The answer is too long for a short answer. If it is an essay, change the type.',
  NUMBER_TWICE: (number) => `Several questions have the number ${number}, so the listed key may belong to another one. Choose the right answer.`,
  KEY_LISTED_TWICE: (number) => `The key list names question ${number} several times with different answers. Choose the right answer.`,
  KEY_LEFT_EMPTY: (number) => `The list of keys has nothing for question ${number}. Choose the right answer.`,
  KEY_STRUCK: (written) => `The answer line “${written}” is struck through. Choose the right answer.`,
  KEY_MENDED: (number) => `A line of the file corrects question ${number}. Check the question and its answer.`,
  KEYS_OF_ANOTHER_PART: (name) =>
    `The key list is headed “${name}”, which may not be where this question belongs. Choose the right answer, or name the part in the key list.`,
  KEYS_OF_WHICH_PART: () =>
    'Several parts have questions of this number and the key list does not name its part, so the key is not sure. Choose the right answer.',
  TYPE_SAID_IS_ANOTHER: (type) => `The question is called “${type}” but its layout and key cannot be read as that type. Check the type and the key.`,
  NUMBERS_DO_NOT_FIT: (number) =>
    `The numbers of the key list do not fit the questions (the list has ${number}, the questions do not), so the keys may be shifted. Check each one.`,
  PASSAGE_WITHOUT_RANGE: () => 'The shared passage does not say which questions it is for; it was put to this one. Check it.',
  // .docx: what cannot be shown
  PICTURE_NOT_SHOWN: () =>
    'The question has a WMF, EMF (often from MathType), SVG, TIFF or BMP picture or formula; only PNG, JPEG, GIF and WebP are taken. Replace it by PNG/JPEG or type the formula again.',
  PICTURE_MISSING: () => 'The question has a picture that is linked from outside or missing in the file. Insert it again.',
  PICTURE_TOO_LARGE: () => 'A picture of the question is larger than 5 MB. Make it smaller and insert it again.',
  PICTURE_BROKEN: () =>
    'A picture or sound of the question is damaged or cut off and cannot be opened. Save it as PNG, JPEG or MP3 and insert it again.',
  PICTURE_TOO_MANY_PIXELS: () => 'A picture of the question has too many pixels (more than 50 million). Make it smaller and insert it again.',
  DRAWING_NOT_READ: () => 'The question has a drawing, chart or diagram of Word that cannot be converted. Insert it as a PNG picture.',
  OBJECT_NOT_READ: () => 'The question has an embedded object that cannot be read. Replace it by a picture or type it again.',
  FORMULA_IN_PART: (tex) => `A part of a formula cannot be said in TeX: ${tex}. Check the formula.`,
  // GIFT, Aiken, Moodle XML
  NOT_A_QUESTION: () => 'This is an introduction or description, no question, so it is not imported.',
  UNKNOWN_MOODLE_TYPE: (type) => `Moodle questions of type “${type}” cannot be imported. Write this one anew as another type.`,
  NO_FULL_MARK: (seen) => `No option is worth 100 % (the most is ${seen} %). Choose the right one.`,
  SHARES_NOT_WHOLE: (seen) => `The right options add up to ${seen} %, not 100 %. Check what they are worth.`,
  SHARE_NOT_READ: (written) => `“${written}” is no share of the points.`,
  UNBALANCED_BRACES: () => 'The braces { and } do not pair. Mend the answers, or write \\ before a brace that belongs to the text.',
  SEVERAL_ANSWER_PARTS: () => 'One question has several parts in { }. Leave an empty line between questions.',
  UNCLEAR_SIGN: (seen) => `The sign “=” in “${seen}” may belong to the text or begin an answer. Check it.`,
  NO_PAIR: (seen) => `“${seen}” has no -> to pair it.`,
  STRAY_LINE: (seen) => `It is unclear what this line belongs to: “${seen}”.`,
  LETTERS_OUT_OF_ORDER: (seen) => `The letters of the options do not follow each other: ${seen}.`,
  TRUE_FALSE_UNCLEAR: () => 'It is unclear whether the statement is true or false.',
  HIDDEN_IN_MOODLE: () => 'This question is hidden in Moodle. Confirm whether it is to be used.',
  PART_NOT_KEPT: (what) => `A part of the question cannot be imported (${what}). Check the text.`,
  GAP_NOT_READ: (gap) => `The gap “${gap}” is not understood.`,
  ORDER_READS_TWO_WAYS: () => 'The order of the items and the numbers written with them disagree.',
  LITERAL_STAR: () => 'An answer has a * for any characters and a * of its own.',
}
