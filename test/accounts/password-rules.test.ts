import { describe, expect, test } from 'vitest'
import { faultOf } from '../../server/features/accounts/password-rules.ts'

const account = { username: 'binh.tran', email: 'tranthibinh@tinhdoan.example.vn', displayName: 'Trần Thị Bình' }
const fault = (password: string, hasSecondFactor = false) => faultOf({ password, hasSecondFactor, account })

describe('a new password', () => {
  test.each([
    ['fourteen letters are too few where the password is all there is', 'chuồn chuồn ớt', false, 'PASSWORD_TOO_SHORT'],
    ['seven are too few even beside a second factor', 'xk7#vq2', true, 'PASSWORD_TOO_SHORT'],
    ['eight that nobody has listed will do beside a second factor', 'xk7#vq2z', true, undefined],
    ['eight alone will not', 'xk7#vq2z', false, 'PASSWORD_TOO_SHORT'],
    ['letters count with their marks as one, however they are coded', 'chuồn chuồn ớt'.normalize('NFD'), false, 'PASSWORD_TOO_SHORT'],
    ['a sentence of four odd words', 'ốc sên uống cà phê', false, undefined],
    ['no capitals, digits or signs are asked for', 'cánh diều ngủ quên trên mái ngói', false, undefined],
    ['an emoji counts as one', '🦆🦆🦆🦆🦆🦆🦆🦆 ba con vịt', false, undefined],
    ['two hundred letters', 'giữa mùa hạn ếch vẫn hát '.repeat(8), false, undefined],
    ['four common words or more are long enough', 'mot cau dai de nho 4', false, undefined],
    ['and stay so with their marks', 'một câu dài để nhớ thôi', false, undefined],
    ['signs made at random', 'x9$Lr!vQ2#mZp7&k', false, undefined],
  ] as const)('%s', async (_rule, password, hasSecondFactor, expected) => {
    expect(await fault(password, hasSecondFactor)).toBe(expected)
  })

  test.each([
    'matkhau123456789',
    'mật khẩu 123456789',
    'MatKhau@2026matkhau',
    'm@tkh4um@tkh4u2026',
    'anhyeuemnhieulam',
    'anh yêu em nhiều lắm 1990',
    'khongbiet123456789',
    'khongcogi0912345678',
    'nguyenvananh1990',
    'Nguyễn Văn Anh 02031990',
    'qwertyuiopasdfghjkl',
    '1qaz2wsx3edc4rfv',
    '123456789012345',
    '987654321987654321',
    'aaaaaaaaaaaaaaaa',
    'abcabcabcabcabcabc',
    'passwordpassword',
    'p@ssw0rdp@ssw0rd',
    'Password12345678!',
    'dragon2026dragon2026',
    'monkey1234567890',
    'doanthanhnien2026',
    'hoilienhiepphunu',
    'ubndtinhquangninh',
    'hoithi2026hoithi',
    'cuocthitimhieuphapluat',
    'chuyendoiso2026!',
    'Vietnam@1945vietnam',
    '0912345678091234',
    '0912345678 0912345678',
    'tranthibinh2026',
    'binh.tran@2026binh',
    'tinhdoantinhdoan1',
    'TRẦN THỊ BÌNH 1990',
    '!!!!!!!!!!!!!!!!',
  ])('%s is refused: it is among the first that are tried', async (password) => {
    expect(await fault(password)).toBe('PASSWORD_KNOWN')
  })

  test.each(['12345678', 'matkhau1', 'binh1990', 'iloveyou', '02031990', '0912345678', 'qwertyui'])(
    '%s is refused beside a second factor too',
    async (password) => {
      expect(await fault(password, true)).toBe('PASSWORD_KNOWN')
    },
  )

  test('the words of one account are no secret to it alone', async () => {
    const mine = 'zuzanna kowalczyk'
    expect(await faultOf({ password: mine, hasSecondFactor: false, account })).toBeUndefined()
    expect(await faultOf({ password: mine, hasSecondFactor: false, account: { ...account, displayName: 'Zuzanna Kowalczyk' } })).toBe(
      'PASSWORD_KNOWN',
    )
  })
})
