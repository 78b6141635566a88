import { type ColourName, colourOf } from '../colour-of.ts'

/** Kinds of marks are said by code, so that each language has its own words for them. */
const markNames: Readonly<Record<string, string>> = {
  line: 'dòng đáp án',
  explanation: 'lời giải',
  sign: 'ký hiệu trước phương án',
  behind: 'ký hiệu sau phương án',
  list: 'bảng đáp án',
  bold: 'chữ đậm',
  italic: 'chữ nghiêng',
  underline: 'gạch chân',
  highlight: 'tô nền',
  color: 'chữ màu',
  strike: 'gạch ngang',
}
const colourNames: Readonly<Record<ColourName, string>> = {
  red: 'đỏ',
  orange: 'cam',
  yellow: 'vàng',
  green: 'xanh lá',
  blue: 'xanh dương',
  purple: 'tím',
  pink: 'hồng',
  brown: 'nâu',
  grey: 'xám',
  black: 'đen',
  white: 'trắng',
}
const inColour = (kind: string, value: string): string | undefined => {
  const colour = colourOf(value)
  if (kind === 'highlight') return colour ? `tô ${colourNames[colour]}` : markNames.highlight
  return colour ? `chữ ${colourNames[colour]}` : markNames.color
}
const markNamesIn = (seen: string): string =>
  seen
    .replace(/(^|; )(highlight|color) ([\w-]+)(?=:)/g, (_whole, between: string, kind: string, value: string) => between + inColour(kind, value))
    .replace(/(^|; )([a-z]+)(?=:|$)/g, (whole, between: string, kind: string) => (markNames[kind] ? between + markNames[kind] : whole))

/** Why an item or a file is doubtful or refused: what was seen and what to do. Vietnamese is the source, English follows it key by key. */
export const reasonsVi = {
  // what is wrong with a question, whatever file it came from
  NO_STEM: () => 'Thiếu nội dung câu hỏi.',
  TOO_FEW_OPTIONS: () => 'Cần ít nhất hai phương án.',
  TOO_MANY_OPTIONS: (count: number, most: number) => `Có ${count} phương án, nhiều nhất được ${most}.`,
  EMPTY_OPTION: (position: string) => `Phương án ${position} bỏ trống.`,
  SAME_OPTIONS: (first: string, second: string) => `Hai phương án ${first} và ${second} giống nhau.`,
  NO_KEY: () => 'Chưa có đáp án đúng.',
  KEY_BEYOND_OPTIONS: (written: string, count: number) => `Đáp án ghi “${written}” nhưng câu chỉ có ${count} phương án.`,
  SEVERAL_KEYS: (seen: string) => `Có nhiều hơn một đáp án được đánh dấu: ${seen}. Hãy chọn một.`,
  KEY_READS_TWO_WAYS: (written: string) => `Đáp án đúng ghi “${written}” có thể hiểu theo nhiều cách.`,
  KEY_IS_NO_OPTION: (written: string) => `Đáp án đúng ghi “${written}” không khớp phương án nào.`,
  BAD_LOCK: () => 'Vị trí cố định không có trong danh sách phương án.',
  BAD_WEIGHTS: () => 'Tỉ lệ điểm của các phương án không hợp lệ: phải có phương án được đủ 100 %.',
  TOO_FEW_STATEMENTS: () => 'Câu đúng/sai nhiều ý cần ít nhất hai ý.',
  BAD_LADDER: () => 'Thang điểm của các ý phải tăng dần, ý cuối được đủ điểm và có đúng số bậc bằng số ý.',
  NOT_A_NUMBER: (written: string) => `“${written}” không phải là một số.`,
  NEGATIVE_TOLERANCE: () => 'Sai số cho phép không được âm.',
  NUMBER_TOO_LONG_FOR_BOX: (written: string) => `Đáp án “${written}” dài hơn 4 ký tự, không tô được vào ô trả lời.`,
  NO_ACCEPTED_TEXT: () => 'Chưa có câu trả lời nào được chấp nhận.',
  TOO_FEW_ITEMS: () => 'Câu sắp xếp cần ít nhất hai mục.',
  BAD_ORDER: () => 'Thứ tự đúng phải nêu mỗi mục đúng một lần.',
  TOO_FEW_PAIRS: () => 'Câu ghép nối cần ít nhất hai cặp.',
  BAD_PAIRS: () => 'Mỗi mục bên trái phải được ghép với một mục bên phải có trong danh sách.',
  NO_GAPS: () => 'Câu điền khuyết không có chỗ trống nào.',
  GAPS_DISAGREE: (marked: number, described: number) => `Nội dung có ${marked} chỗ trống nhưng đáp án có ${described}.`,
  GAP_WITHOUT_KEY: (gap: number) => `Chỗ trống ${gap} chưa có đáp án hợp lệ.`,
  TEXT_TOO_LONG: (length: number, most: number) => `Nội dung dài ${length} ký tự, nhiều nhất được ${most}.`,
  BROKEN_QUESTION: (at: string, fault: 'missing' | 'unknown' | 'wrong') =>
    `Câu hỏi không đúng cấu trúc của loại câu này: trường “${at}” ${{ missing: 'bị thiếu', unknown: 'không có trong loại câu này', wrong: 'có giá trị không dùng được' }[fault]}.`,
  ATTACHMENT_NOT_TAKEN: (name: string) =>
    `Hình hoặc âm thanh “${name}” thuộc loại không nhận (như SVG, TIFF, BMP, phim). Chỉ nhận PNG, JPEG, GIF, WebP, MP3, OGG, WAV, M4A: hãy đổi sang một loại đó rồi chèn lại.`,
  UNKNOWN_ATTACHMENT: (name: string) => `Không tìm thấy hình hoặc âm thanh “${name}” trong tệp.`,

  // QTI
  QTI_INTERACTION: (name: string) => `Câu hỏi dùng dạng tương tác “${name}” chưa được hỗ trợ. Hãy soạn lại câu này ở dạng khác.`,
  QTI_SEVERAL_INTERACTIONS: (count: number) => `Một câu chứa ${count} phần trả lời khác dạng. Hãy tách thành nhiều câu.`,
  QTI_NO_INTERACTION: () => 'Mục này chỉ có nội dung, không có chỗ trả lời.',
  QTI_SCORING: () =>
    'Cách chấm điểm ghi trong tệp không khớp với đáp án được nêu, hoặc không hiểu được một cách chắc chắn. Hãy chọn lại đáp án đúng.',
  QTI_ADAPTIVE: () => 'Câu hỏi thích ứng: nội dung thay đổi theo từng lần trả lời. Hãy kiểm tra lại nội dung và đáp án.',
  QTI_TEMPLATE: () => 'Câu hỏi có giá trị thay đổi ngẫu nhiên, nội dung đọc được có thể thiếu. Hãy điền lại các giá trị.',
  QTI_FORMULA: (seen: string) => `Không chuyển được công thức “${seen}” một cách chắc chắn. Hãy gõ lại công thức.`,
  QTI_MISSING_ITEM: (path: string) => `Gói tệp nhắc đến “${path}” nhưng không có tệp này bên trong.`,
  QTI_NO_ITEM: () => 'Tệp này trong gói không phải là một câu hỏi QTI.',
  QTI_TEST_ALONE: () => 'Tệp chỉ là danh sách câu hỏi QTI, không kèm các câu hỏi. Hãy tải lên cả gói .zip có imsmanifest.xml.',
  QTI_OLD: () => 'Tệp ở định dạng QTI 1.x đã cũ. Hãy xuất lại từ phần mềm gốc ở QTI 2.1, 2.2 hoặc 3.0 rồi tải lên.',

  // GIFT, Aiken, Moodle XML
  NOT_A_QUESTION: () => 'Đây là phần giới thiệu hoặc mô tả, không phải câu hỏi, nên không được nhập.',
  UNKNOWN_MOODLE_TYPE: (type: string) => `Loại câu “${type}” của Moodle không chuyển được. Hãy soạn lại câu này bằng một loại khác.`,
  NO_FULL_MARK: (seen: string) => `Không có phương án nào được đủ 100 % (cao nhất ${seen} %). Hãy chọn đáp án đúng.`,
  SHARES_NOT_WHOLE: (seen: string) => `Các phương án đúng cộng lại được ${seen} %, phải là 100 %. Hãy kiểm tra lại tỉ lệ điểm.`,
  SHARE_NOT_READ: (written: string) => `Không hiểu tỉ lệ điểm “${written}”.`,
  UNBALANCED_BRACES: () => 'Dấu { và } không đủ cặp. Hãy sửa lại phần đáp án của câu, hoặc thêm dấu \\ trước dấu ngoặc thuộc nội dung.',
  SEVERAL_ANSWER_PARTS: () => 'Có nhiều phần { } trong một câu. Hãy để một dòng trống giữa các câu.',
  UNCLEAR_SIGN: (seen: string) => `Dấu “=” trong “${seen}” có thể thuộc nội dung hoặc mở đầu một đáp án. Hãy kiểm tra lại.`,
  NO_PAIR: (seen: string) => `“${seen}” không có dấu -> để ghép cặp.`,
  STRAY_LINE: (seen: string) => `Có dòng không rõ thuộc đâu: “${seen}”.`,
  LETTERS_OUT_OF_ORDER: (seen: string) => `Thứ tự chữ cái của các phương án không liền nhau: ${seen}.`,
  TRUE_FALSE_UNCLEAR: () => 'Không xác định được câu đúng hay sai.',
  HIDDEN_IN_MOODLE: () => 'Câu này đang bị ẩn trong Moodle. Hãy xác nhận có dùng hay không.',
  PART_NOT_KEPT: (what: string) => `Câu có phần không chuyển được (${what}). Hãy kiểm tra lại nội dung.`,
  GAP_NOT_READ: (gap: string) => `Không hiểu chỗ trống “${gap}”.`,
  ORDER_READS_TWO_WAYS: () => 'Thứ tự các mục và số thứ tự ghi kèm không khớp nhau.',
  LITERAL_STAR: () => 'Đáp án vừa có dấu * thay cho chữ bất kỳ vừa có dấu * là nội dung.',

  // what is wrong with a file as a whole
  EMPTY_FILE: () => 'Tệp rỗng (0 byte). Hãy chọn lại tệp, hoặc lưu lại rồi tải lên lần nữa.',
  FILE_TOO_LARGE: (megabytes: number) => `Tệp lớn hơn ${megabytes} MB. Hãy nén bớt hình ảnh hoặc chia thành nhiều tệp rồi tải lên.`,
  LOCKED_FILE: () => 'Tệp có mật khẩu. Hãy mở tệp, bỏ mật khẩu, lưu lại rồi tải lên.',
  OLD_OFFICE_FILE: () => 'Tệp ở định dạng cũ (.doc hoặc .xls). Hãy mở bằng Word hoặc Excel, chọn “Lưu thành…” dạng .docx hoặc .xlsx rồi tải lên.',
  MACRO_FILE: () => 'Tệp có chứa macro. Hãy lưu lại dạng .docx hoặc .xlsx (không có macro) rồi tải lên.',
  PROGRAM_FILE: () => 'Đây là một chương trình, không phải tệp câu hỏi. Hãy kiểm tra lại tệp, có thể máy của bạn bị nhiễm mã độc.',
  PDF_FILE: () => 'Tệp PDF không đọc được một cách chắc chắn. Hãy tải lên tệp Word (.docx) hoặc Excel (.xlsx) gốc.',
  OPEN_DOCUMENT_FILE: () => 'Tệp của LibreOffice (.odt, .ods). Hãy mở tệp, chọn “Lưu thành…” dạng .docx hoặc .xlsx rồi tải lên.',
  SLIDES_FILE: () => 'Tệp trình chiếu không đọc được câu hỏi. Hãy chép các câu hỏi sang Word (.docx) hoặc Excel (.xlsx) rồi tải lên.',
  OTHER_FILE: () => 'Không nhận ra loại tệp này. Hãy tải lên tệp Word (.docx), Excel (.xlsx), CSV, GIFT, Aiken, Moodle XML, QTI hoặc JSON.',
  BROKEN_PACKAGE: () => 'Tệp bị hỏng hoặc tải lên chưa hết. Hãy mở lại tệp, lưu thành tệp mới rồi tải lên lần nữa.',
  BROKEN_XML: () => 'Nội dung tệp bị hỏng. Hãy mở tệp bằng phần mềm đã tạo ra nó, lưu lại rồi tải lên lần nữa.',
  BROKEN_JSON: () => 'Tệp JSON bị hỏng. Hãy xuất lại tệp từ phần mềm gốc rồi tải lên.',
  NEWER_JSON: () => 'Tệp JSON do phiên bản mới hơn của phần mềm tạo ra. Hãy cập nhật phần mềm, hoặc xuất lại tệp từ phiên bản này.',
  XML_ENTITIES: () => 'Tệp khai báo thực thể XML (DOCTYPE), không an toàn nên không được nhận. Hãy xuất lại tệp từ phần mềm gốc rồi tải lên.',
  TOO_MANY_PARTS: () => 'Tệp chứa quá nhiều thành phần. Hãy chép các câu hỏi sang một tệp mới rồi tải lên.',
  TOO_MUCH_INSIDE: () => 'Nội dung bên trong tệp quá lớn. Hãy chia thành nhiều tệp nhỏ hơn rồi tải lên.',
  TOO_DEEP: () => 'Tệp có cấu trúc lồng nhau quá nhiều tầng. Hãy chép các câu hỏi sang một tệp mới rồi tải lên.',
  TOO_MANY_ATTRIBUTES: () => 'Tệp có một thẻ XML mang quá nhiều thuộc tính. Hãy xuất lại tệp từ phần mềm gốc rồi tải lên.',
  TOO_SLOW: (seconds: number) => `Tệp quá phức tạp, đọc quá ${seconds} giây. Hãy chia thành nhiều tệp nhỏ rồi tải lên.`,
  TOO_HEAVY: () => 'Tệp quá lớn hoặc quá phức tạp để đọc. Hãy chia thành nhiều tệp nhỏ rồi tải lên.',
  TOO_MANY_QUESTIONS: (most: string) => `Tệp có hơn ${most} câu. Hãy chia thành nhiều tệp rồi tải lên.`,
  READING_INTERRUPTED: () => 'Việc đọc tệp bị gián đoạn. Hãy tải tệp lên lần nữa.',
  NO_QUESTIONS: () => 'Không tìm thấy câu hỏi nào trong tệp. Hãy kiểm tra lại tệp, hoặc xem tệp mẫu để biết cách trình bày.',
  NO_TABLE: () => 'Tệp không phải bảng tính. Hãy dùng .xlsx hoặc .csv.',
  NO_MEMBER_COLUMN: () => 'Tệp này không có cột định danh mà cuộc thi dùng (số điện thoại, e-mail hoặc số định danh). Hãy đặt tên cột ở dòng đầu.',
  NO_UNIT_COLUMNS: () =>
    'Không thấy dòng tiêu đề có cột mã và cột tên đơn vị. Hãy đặt tên cột là "Mã đơn vị", "Tên đơn vị", "Mã cấp trên", "Quân số".',
  // tables: .xlsx and .csv
  EVERY_OPTION_RIGHT: () => 'Mọi phương án đều được tính là đúng. Hãy xác nhận hoặc chọn lại đáp án.',
  KEY_COUNTS_FROM_ZERO: (written: string) =>
    `Đáp án ghi số “${written}” nhưng trong tệp có đáp án ghi 0, không rõ số đếm từ 0 hay từ 1. Hãy ghi bằng chữ A, B, C, D.`,
  KEY_CELL_EMPTY: (seen: string) => `Ô đáp án bỏ trống, chỉ có chữ đậm hoặc màu ở phương án ${seen}. Hãy chọn đáp án đúng.`,
  MARKS_DISAGREE: (seen: string) => `Cột đáp án và các dấu ở phương án (đậm, màu, *…) chỉ các phương án khác nhau: ${seen}. Hãy chọn đáp án đúng.`,
  STATEMENTS_KEY_UNCLEAR: (written: string, count: number) =>
    `Đáp án ghi “${written}” không cho biết đúng/sai của cả ${count} ý. Hãy ghi dạng “Đ, S, Đ, S”.`,
  KEY_IS_NO_ORDER: (written: string, count: number) => `Đáp án ghi “${written}” không phải là thứ tự của ${count} mục. Hãy ghi dạng “C, A, B”.`,
  PAIRS_UNCLEAR: (written: string) => `Không đọc được các cặp ghép nối (đáp án ghi “${written}”). Hãy ghi mỗi cặp trong một ô dạng “trái → phải”.`,
  UNITS_DISAGREE: (seen: string) => `Đơn vị không thống nhất: ${seen}.`,
  TYPE_NOT_SAID: () => 'Câu không có phương án và không ghi loại câu hỏi. Hãy xác nhận loại câu.',
  NO_HEADER: () => 'Trang tính không có dòng tiêu đề cột, các cột được đoán theo vị trí. Hãy kiểm tra lại câu này.',
  HIDDEN_ROW: () => 'Dòng này đang bị ẩn (hoặc bị lọc) trong tệp. Hãy xác nhận có dùng câu này không.',
  HIDDEN_SHEET: () => 'Trang tính chứa câu này đang bị ẩn trong tệp. Hãy xác nhận có dùng câu này không.',
  ERROR_CELL: (cell: string, seen: string) => `Ô ${cell} báo lỗi ${seen}. Hãy sửa ô này.`,
  STRUCK_CELL: (cell: string) => `Ô ${cell} có chữ bị gạch ngang. Hãy xác nhận phần đó còn dùng không.`,
  UNREADABLE_SIGNS: (cell: string) => `Ô ${cell} có ký tự không đọc được. Hãy kiểm tra lại phông chữ hoặc bảng mã của tệp.`,
  UNREADABLE_POINTS: (written: string) => `Điểm ghi “${written}” không phải là một số điểm hợp lệ.`,
  UNREADABLE_LOCK: (written: string) => `Cột cố định ghi “${written}”, không rõ phương án nào giữ nguyên vị trí. Hãy ghi chữ cái của phương án.`,
  NOTE_TO_READ: (note: string) => `Có ghi chú liên quan đến câu này: “${note}”.`,
  LOOSE_PICTURE: (cell: string) => `Có hình đặt ở ô ${cell}, không rõ thuộc phần nào của câu. Hãy kiểm tra vị trí hình.`,
  LOST_PICTURE: (cell: string) => `Hình ở ô ${cell} không đọc được (loại hình không hỗ trợ hoặc quá lớn). Hãy chèn lại hình dạng PNG hoặc JPEG.`,
  PICTURE_WITHOUT_QUESTION: (cell: string) => `Hình ở ô ${cell} không nằm trên dòng của câu hỏi nào. Hãy chuyển hình vào dòng của câu.`,

  // .docx: what was seen around the options and how the answer was marked
  OPTION_LETTERS: (letters: string) =>
    `Các phương án ghi ${letters}: chữ cái bị thiếu, trùng hoặc sai thứ tự. Hãy kiểm tra lại các phương án và đáp án.`,
  TWO_SETS_OF_OPTIONS: () => 'Câu có hai bộ phương án A, B…: có thể hai câu bị dính vào nhau. Hãy tách ra và kiểm tra đáp án.',
  QUESTIONS_RUN_TOGETHER: () => 'Có thể hai câu nằm trên cùng một dòng. Hãy tách mỗi câu thành một đoạn riêng.',
  MORE_THAN_ONE_QUESTION: () => 'Trong câu này có thể lẫn tiêu đề phần sau hoặc một câu hỏi khác. Hãy tách ra nếu đúng như vậy.',
  QUESTION_WITHOUT_NUMBER: () => 'Câu này không có số thứ tự như các câu khác. Hãy kiểm tra chỗ bắt đầu và kết thúc của câu.',
  TEXT_BEHIND_OPTIONS: (text: string) => `Sau phương án cuối còn dòng chưa rõ thuộc về đâu: “${text}”. Hãy giữ hoặc bỏ dòng này.`,
  LONELY_NUMBER: (seen: string) => `Trong câu có dòng chỉ ghi số “${seen}”, có thể là số trang. Hãy giữ hoặc bỏ dòng này.`,
  KEY_MARKS_DISAGREE: (seen: string) => `Các dấu hiệu đáp án không thống nhất (${markNamesIn(seen)}). Hãy chọn đáp án đúng.`,
  ONE_KEY_OF_SEVERAL: (letter: string) => `Câu yêu cầu chọn nhiều đáp án nhưng chỉ thấy một đáp án được đánh dấu: ${letter}. Hãy kiểm tra lại.`,
  UNUSUAL_MARK: (seen: string, usual: string) =>
    `Câu này chỉ có dấu hiệu ${markNamesIn(seen)}, khác cách đánh dấu của các câu còn lại (${markNamesIn(usual)}). Hãy xác nhận đáp án.`,
  STEM_LOOKS_MARKED_TOO: (look: string, letters: string) =>
    `Cả câu hỏi và phương án ${letters} đều có ${markNamesIn(look)}, nên không chắc đó là dấu hiệu đáp án. Hãy chọn đáp án đúng.`,
  PARTLY_MARKED: (look: string, letter: string) =>
    `Chỉ một phần của phương án ${letter} có ${markNamesIn(look)}, chưa chắc là dấu hiệu đáp án. Hãy chọn đáp án đúng.`,
  LOOKS_LIKE_LINK: (letters: string) => `Phương án ${letters} có màu xanh và gạch chân như một liên kết, chưa chắc là dấu hiệu đáp án. Hãy xác nhận.`,
  STRUCK_OPTION: (letters: string) => `Phương án ${letters} bị gạch ngang. Hãy bỏ hoặc giữ phương án này và chọn đáp án đúng.`,
  NO_MARK_FOUND: () => 'Không thấy dấu hiệu đáp án nào (dòng đáp án, dấu *, “(đúng)”, định dạng chữ, bảng đáp án). Hãy chọn đáp án đúng.',
  KEY_NOT_UNDERSTOOD: (written: string) => `Không hiểu đáp án ghi “${written}”. Hãy nhập lại đáp án.`,
  KEY_WITHOUT_OPTIONS: (written: string) =>
    `Đáp án ghi ${written} nhưng không tìm thấy các phương án của câu. Hãy kiểm tra lại cách trình bày phương án.`,
  TRUTHS_DO_NOT_FIT: (given: number, statements: number) => `Đáp án đúng/sai có ${given} ý nhưng câu có ${statements} ý. Hãy kiểm tra lại.`,
  STATEMENTS_WITHOUT_KEY: (letters: string) => `Chưa rõ đúng hay sai ở ý ${letters}. Hãy chọn đúng hoặc sai cho từng ý.`,
  NO_OPTIONS_NO_ANSWER: () => 'Câu không có phương án và không có đáp án. Nếu là câu tự luận, hãy xác nhận; nếu không, hãy bổ sung.',
  ANSWER_TOO_LONG: () => 'Đáp án quá dài cho câu trả lời ngắn. Nếu là câu tự luận, hãy đổi loại câu.',
  NUMBER_TWICE: (number: number) => `Có nhiều câu cùng số ${number} nên không rõ đáp án trong bảng là của câu nào. Hãy chọn đáp án đúng.`,
  KEY_LISTED_TWICE: (number: number) => `Bảng đáp án ghi câu ${number} nhiều lần với đáp án khác nhau. Hãy chọn đáp án đúng.`,
  KEY_LEFT_EMPTY: (number: number) => `Bảng đáp án bỏ trống câu ${number}. Hãy chọn đáp án đúng.`,
  KEY_STRUCK: (written: string) => `Dòng đáp án “${written}” bị gạch ngang. Hãy chọn đáp án đúng.`,
  KEY_MENDED: (number: number) => `Trong tệp có dòng sửa hoặc đính chính câu ${number}. Hãy kiểm tra lại câu và đáp án.`,
  KEYS_OF_ANOTHER_PART: (name: string) =>
    `Bảng đáp án ghi cho “${name}”, không chắc là của câu này. Hãy chọn đáp án đúng hoặc ghi lại tên phần trong bảng đáp án.`,
  KEYS_OF_WHICH_PART: () => 'Nhiều phần có cùng số câu nhưng bảng đáp án không ghi tên phần, nên không rõ đáp án của câu này. Hãy chọn đáp án đúng.',
  TYPE_SAID_IS_ANOTHER: (type: string) =>
    `Câu ghi loại “${type}” nhưng cách trình bày và đáp án không đọc được thành loại này. Hãy kiểm tra loại câu và đáp án.`,
  NUMBERS_DO_NOT_FIT: (number: number) =>
    `Số câu trong bảng đáp án không khớp với số câu trong đề (bảng có câu ${number}, đề không có), đáp án có thể bị lệch. Hãy kiểm tra từng câu.`,
  PASSAGE_WITHOUT_RANGE: () => 'Đoạn dẫn chung không ghi dùng cho những câu nào; tạm gắn vào câu này. Hãy kiểm tra lại.',
  // .docx: what cannot be shown
  PICTURE_NOT_SHOWN: () =>
    'Câu có hình hoặc công thức dạng WMF, EMF (thường từ MathType), SVG, TIFF hoặc BMP; chỉ nhận PNG, JPEG, GIF và WebP. Hãy thay bằng hình PNG/JPEG hoặc gõ lại công thức.',
  PICTURE_MISSING: () => 'Câu có hình liên kết ra ngoài hoặc bị mất trong tệp. Hãy chèn lại hình.',
  PICTURE_TOO_LARGE: () => 'Hình trong câu lớn hơn 5 MB. Hãy nén hình rồi chèn lại.',
  PICTURE_BROKEN: () =>
    'Hình hoặc âm thanh trong câu bị hỏng hoặc bị cắt cụt nên không mở được. Hãy lưu lại dưới dạng PNG, JPEG hoặc MP3 rồi chèn lại.',
  PICTURE_TOO_MANY_PIXELS: () => 'Hình trong câu có quá nhiều điểm ảnh (hơn 50 triệu). Hãy thu nhỏ hình rồi chèn lại.',
  DRAWING_NOT_READ: () => 'Câu có hình vẽ, biểu đồ hoặc sơ đồ của Word không chuyển được. Hãy chụp thành hình PNG rồi chèn lại.',
  OBJECT_NOT_READ: () => 'Câu có đối tượng nhúng không đọc được. Hãy thay bằng hình hoặc gõ lại.',
  FORMULA_IN_PART: (tex: string) => `Một phần công thức không chuyển được sang TeX: ${tex}. Hãy kiểm tra lại công thức.`,
} satisfies Record<string, (...said: never[]) => string>
