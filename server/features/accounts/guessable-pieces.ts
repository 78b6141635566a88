// What passwords of Vietnamese offices are put together from, without diacritics. Whatever consists of these alone is among the first things tried.

const words = `
mat khau matkhau mk pass password passwd admin quan tri quantri vien he thong hethong dang nhap dangnhap tai khoan taikhoan bi mat bimat
anh yeu em con me bo ba ong chi co chu bac nha minh ban toi tao may nguoi cua la va nhe nha oi a i u khong co biet gi dau sao nho thuong nhieu lam mai
hanh phuc vui ve tinh ban doi vo chong gia dinh happy love iloveyou ilove you baby honey hello xinchao xin chao tam biet
tien vang bac lamgico lam giau phat tai loc tho an khang thinh vuong may man chuc mung nam moi tet trung thu noel sinh nhat
viet nam vietnam vn dat nuoc to quoc que huong hoa binh doc lap tu do dang bac ho hochiminh chi minh bacho cach mang chien thang
ha noi hanoi sai gon saigon thanh pho tphcm hcm da nang hai phong can tho hue quang ninh bac giang thai nguyen lang son cao bang lao cai yen bai
phu tho vinh phuc hung yen nghe an ninh binh tinh quang tri gia lai dak lak lam dong dong nai tay ninh ca mau an giang vinh long dong thap khanh
tinh huyen xa phuong quan thon ap to doan doan thanh nien doanthanhnien phu nu phunu hoi lien hiep cong doan cong an bo doi quan doi uy ban nhan dan ubnd
so giao duc y te van hoa the thao thong tin truyen thong tu phap noi vu tai chinh ke hoach dau tu ban tuyen giao mat tran truong hoc lop chi doan
hoi thi hoithi cuoc cuocthi thi tim hieu phap luat ban to chuc bantochuc giam khao thi sinh cau hoi dap an de ket qua bang xep hang chuyen doi so
mot hai ba bon nam sau bay tam chin muoi khong tram nghin trieu thang ngay gio phut giay thu tuan xuan ha dong
dep trai dep gai xinh cute pro vip boss vippro no1 one game lien quan minh lienquan messi ronaldo bong da bongda football
welcome login letmein master root user test demo temp guest abc abcd xyz qwerty asdf zxcv changeme default company office secret super
facebook zalo google gmail yahoo youtube internet wifi computer samsung iphone apple nokia oppo
`
const familyNames =
  'nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh doan lam mai trinh cao luong luu ta to ha trieu quach tong'
const givenNames = `
an anh bao bich binh chau chi chien chinh cuc cuong cong dai dan dao dat diem diep dinh dong duc dung duy duong gia giang hai ha han hang hanh hao hau hien hiep hieu hoa
hoai hoan hoang hong hue hung huong huu huy huyen khai khanh khang khoa khoi kien kieu kim lan linh loan loc loi long luan lien ly mai man manh minh my nam nga ngan nghia
ngoc nguyen nguyet nhan nhat nhi nhu nhung oanh phat phi phong phu phuc phung phuoc phuong quan quang que quoc quy quyen quynh sang son sinh tai tam tan thai thang thanh thao
the thi thien thinh thoa thom thu thuan thuc thuy thuong tien tin tinh toan trang tri trinh trong truc trung truong tu tuan tuyen tuyet uyen van vi viet vinh vu vuong vy xuan y yen
`

/** Built anew for each question and let go of: passwords are set rarely. */
export function guessablePieces(): Set<string> {
  return new Set(`${words} ${familyNames} ${givenNames}`.split(/\s+/).filter((piece) => piece !== ''))
}

/** Ways that fingers and counting go, forth and back. */
export const walks = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'azertyuiop',
  'qazwsxedcrfvtgbyhnujmikolp',
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789012345678901234567890',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'q1w2e3r4t5y6u7i8o9p0',
  'a1b2c3d4e5f6g7h8i9j0',
].flatMap((walk) => [walk, [...walk].reverse().join('')])
