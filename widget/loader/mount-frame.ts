import { connectFrame } from './connect-frame.ts'
import { ticketSource } from './fetch-ticket.ts'
import type { EmbedTag } from './find-tags.ts'

const titles = { vi: 'Cuộc thi trực tuyến', en: 'Online contest' }

/** Puts the frame right behind its tag and keeps its height; inline priority holds against a portal's own `!important`. */
export function mountFrame({ script, frameAddress, origin }: EmbedTag): void {
  const frame = document.createElement('iframe')
  const set = (property: string, value: string) => frame.style.setProperty(property, value, 'important')
  frame.title = script.getAttribute('data-lang') === 'en' ? titles.en : titles.vi
  // codes are copied at a tap; nothing else of the device is asked for
  frame.setAttribute('allow', 'clipboard-write')
  frame.setAttribute('frameborder', '0')
  set('display', 'block')
  set('width', '100%')
  set('max-width', '100%')
  set('border', '0')
  // reserved from the first moment: what stands below is already out of sight when the real height arrives
  set('min-height', '560px')
  set('min-height', 'max(560px, 85vh)')

  // listening before the frame exists: its first hello must not fall on deaf ears
  const link = connectFrame({
    page: window,
    frameWindow: () => frame.contentWindow,
    frameOrigin: origin,
    openChannel: () => new MessageChannel(),
    onHeight: (px) => set('height', `${px}px`),
    onScrollToTop() {
      // only upwards: a page that already shows the top of the frame must not move
      if (frame.getBoundingClientRect().top < 0) frame.scrollIntoView()
    },
    fetchTicket: ticketSource(script.getAttribute('data-ticket-url'), location.href),
  })
  frame.src = frameAddress

  const place = () => {
    // a tag in the head has no place of its own on the page
    if (document.body.contains(script)) script.after(frame)
    else document.body.append(frame)
    if ('IntersectionObserver' in window) {
      new IntersectionObserver((entries) => link.setVisible(entries.some((entry) => entry.isIntersecting))).observe(frame)
    } else link.setVisible(true)
  }
  if (document.body) place()
  else document.addEventListener('DOMContentLoaded', place)
}
