/** A province or a city run by the centre, as it is called in full, and other names under which people look for it. */
export type Province = { code: string; name: string; aliases?: readonly string[] }
/** One that was formed of others; theirs are the codes of 2004. */
export type FormedProvince = Province & { from: readonly Province[] }

/** Where all of this comes from stands in the README beside it. */
export const provinces2025: { effectiveOn: string; unchanged: readonly Province[]; formed: readonly FormedProvince[] } = {
  effectiveOn: '2025-07-01',
  unchanged: [
    { code: '01', name: 'Thành phố Hà Nội' },
    { code: '04', name: 'Tỉnh Cao Bằng' },
    { code: '11', name: 'Tỉnh Điện Biên' },
    { code: '12', name: 'Tỉnh Lai Châu' },
    { code: '14', name: 'Tỉnh Sơn La' },
    { code: '20', name: 'Tỉnh Lạng Sơn' },
    { code: '22', name: 'Tỉnh Quảng Ninh' },
    { code: '38', name: 'Tỉnh Thanh Hóa' },
    { code: '40', name: 'Tỉnh Nghệ An' },
    { code: '42', name: 'Tỉnh Hà Tĩnh' },
    { code: '46', name: 'Thành phố Huế', aliases: ['Tỉnh Thừa Thiên Huế'] },
  ],
  formed: [
    {
      code: '08',
      name: 'Tỉnh Tuyên Quang',
      from: [
        { code: '2004-02', name: 'Tỉnh Hà Giang' },
        { code: '2004-08', name: 'Tỉnh Tuyên Quang' },
      ],
    },
    {
      code: '15',
      name: 'Tỉnh Lào Cai',
      from: [
        { code: '2004-15', name: 'Tỉnh Yên Bái' },
        { code: '2004-10', name: 'Tỉnh Lào Cai' },
      ],
    },
    {
      code: '19',
      name: 'Tỉnh Thái Nguyên',
      from: [
        { code: '2004-06', name: 'Tỉnh Bắc Kạn' },
        { code: '2004-19', name: 'Tỉnh Thái Nguyên' },
      ],
    },
    {
      code: '24',
      name: 'Tỉnh Bắc Ninh',
      from: [
        { code: '2004-24', name: 'Tỉnh Bắc Giang' },
        { code: '2004-27', name: 'Tỉnh Bắc Ninh' },
      ],
    },
    {
      code: '25',
      name: 'Tỉnh Phú Thọ',
      from: [
        { code: '2004-17', name: 'Tỉnh Hòa Bình' },
        { code: '2004-26', name: 'Tỉnh Vĩnh Phúc' },
        { code: '2004-25', name: 'Tỉnh Phú Thọ' },
      ],
    },
    {
      code: '31',
      name: 'Thành phố Hải Phòng',
      from: [
        { code: '2004-30', name: 'Tỉnh Hải Dương' },
        { code: '2004-31', name: 'Thành phố Hải Phòng' },
      ],
    },
    {
      code: '33',
      name: 'Tỉnh Hưng Yên',
      from: [
        { code: '2004-34', name: 'Tỉnh Thái Bình' },
        { code: '2004-33', name: 'Tỉnh Hưng Yên' },
      ],
    },
    {
      code: '37',
      name: 'Tỉnh Ninh Bình',
      from: [
        { code: '2004-35', name: 'Tỉnh Hà Nam' },
        { code: '2004-36', name: 'Tỉnh Nam Định' },
        { code: '2004-37', name: 'Tỉnh Ninh Bình' },
      ],
    },
    {
      code: '44',
      name: 'Tỉnh Quảng Trị',
      from: [
        { code: '2004-44', name: 'Tỉnh Quảng Bình' },
        { code: '2004-45', name: 'Tỉnh Quảng Trị' },
      ],
    },
    {
      code: '48',
      name: 'Thành phố Đà Nẵng',
      from: [
        { code: '2004-49', name: 'Tỉnh Quảng Nam' },
        { code: '2004-48', name: 'Thành phố Đà Nẵng' },
      ],
    },
    {
      code: '51',
      name: 'Tỉnh Quảng Ngãi',
      from: [
        { code: '2004-62', name: 'Tỉnh Kon Tum' },
        { code: '2004-51', name: 'Tỉnh Quảng Ngãi' },
      ],
    },
    {
      code: '52',
      name: 'Tỉnh Gia Lai',
      from: [
        { code: '2004-52', name: 'Tỉnh Bình Định' },
        { code: '2004-64', name: 'Tỉnh Gia Lai' },
      ],
    },
    {
      code: '56',
      name: 'Tỉnh Khánh Hòa',
      from: [
        { code: '2004-58', name: 'Tỉnh Ninh Thuận' },
        { code: '2004-56', name: 'Tỉnh Khánh Hòa' },
      ],
    },
    {
      code: '66',
      name: 'Tỉnh Đắk Lắk',
      from: [
        { code: '2004-54', name: 'Tỉnh Phú Yên' },
        { code: '2004-66', name: 'Tỉnh Đắk Lắk' },
      ],
    },
    {
      code: '68',
      name: 'Tỉnh Lâm Đồng',
      from: [
        { code: '2004-67', name: 'Tỉnh Đắk Nông' },
        { code: '2004-60', name: 'Tỉnh Bình Thuận' },
        { code: '2004-68', name: 'Tỉnh Lâm Đồng' },
      ],
    },
    {
      code: '75',
      name: 'Tỉnh Đồng Nai',
      from: [
        { code: '2004-70', name: 'Tỉnh Bình Phước' },
        { code: '2004-75', name: 'Tỉnh Đồng Nai' },
      ],
    },
    {
      code: '79',
      name: 'Thành phố Hồ Chí Minh',
      aliases: ['TP. HCM', 'TPHCM', 'Sài Gòn'],
      from: [
        { code: '2004-74', name: 'Tỉnh Bình Dương' },
        { code: '2004-77', name: 'Tỉnh Bà Rịa - Vũng Tàu' },
        { code: '2004-79', name: 'Thành phố Hồ Chí Minh' },
      ],
    },
    {
      code: '80',
      name: 'Tỉnh Tây Ninh',
      from: [
        { code: '2004-80', name: 'Tỉnh Long An' },
        { code: '2004-72', name: 'Tỉnh Tây Ninh' },
      ],
    },
    {
      code: '82',
      name: 'Tỉnh Đồng Tháp',
      from: [
        { code: '2004-82', name: 'Tỉnh Tiền Giang' },
        { code: '2004-87', name: 'Tỉnh Đồng Tháp' },
      ],
    },
    {
      code: '86',
      name: 'Tỉnh Vĩnh Long',
      from: [
        { code: '2004-83', name: 'Tỉnh Bến Tre' },
        { code: '2004-84', name: 'Tỉnh Trà Vinh' },
        { code: '2004-86', name: 'Tỉnh Vĩnh Long' },
      ],
    },
    {
      code: '91',
      name: 'Tỉnh An Giang',
      from: [
        { code: '2004-91', name: 'Tỉnh Kiên Giang' },
        { code: '2004-89', name: 'Tỉnh An Giang' },
      ],
    },
    {
      code: '92',
      name: 'Thành phố Cần Thơ',
      from: [
        { code: '2004-93', name: 'Tỉnh Hậu Giang' },
        { code: '2004-94', name: 'Tỉnh Sóc Trăng' },
        { code: '2004-92', name: 'Thành phố Cần Thơ' },
      ],
    },
    {
      code: '96',
      name: 'Tỉnh Cà Mau',
      from: [
        { code: '2004-95', name: 'Tỉnh Bạc Liêu' },
        { code: '2004-96', name: 'Tỉnh Cà Mau' },
      ],
    },
  ],
}
