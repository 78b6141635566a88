type Link = { displayName: string; username: string; link: string; hours: number }
type Tries = { displayName: string; username: string; tries: number; console: string }

/** What the service writes to its staff. */
export const staffMails = {
  invitation: ({ displayName, username, link, hours }: Link) => ({
    subject: 'Lời mời vào bảng điều hành Hội Thi',
    text: `Chào ${displayName},

Bạn được mời tham gia điều hành Hội Thi với tên đăng nhập: ${username}

Hãy mở đường dẫn sau và đặt mật khẩu của bạn. Đường dẫn chỉ dùng được một lần, trong ${hours / 24} ngày:

${link}

Nếu bạn không chờ lời mời này, hãy bỏ qua thư.`,
  }),
  reset: ({ displayName, username, link, hours }: Link) => ({
    subject: 'Đặt lại mật khẩu Hội Thi',
    text: `Chào ${displayName},

Đây là đường dẫn để đặt lại mật khẩu của tài khoản ${username}. Đường dẫn chỉ dùng được một lần, trong ${hours} giờ:

${link}

Khi bạn đặt mật khẩu mới, mọi phiên đang mở đều kết thúc. Nếu bạn không yêu cầu, hãy báo cho người quản trị.`,
  }),
  manyTries: ({ displayName, username, tries, console }: Tries) => ({
    subject: 'Nhiều lần đăng nhập sai vào tài khoản Hội Thi của bạn',
    text: `Chào ${displayName},

Đã có ít nhất ${tries} lần đăng nhập sai liên tiếp vào tài khoản ${username}. Hệ thống đang làm chậm các lần thử tiếp theo; trình duyệt mà bạn từng đăng nhập không bị ảnh hưởng.

Nếu đó là bạn và bạn quên mật khẩu, hãy nhờ người quản trị gửi đường dẫn đặt lại. Nếu không phải bạn, hãy bật xác thực hai bước tại ${console} và báo cho người quản trị.`,
  }),
}
