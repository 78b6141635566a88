import { describe, expect, test } from 'vitest'
import { createHostLink } from '../../widget/frame/host-link.ts'
import { connectFrame } from '../../widget/loader/connect-frame.ts'
import { ticketSource } from '../../widget/loader/fetch-ticket.ts'
import { breathe, createFakeTime } from './fakes/fake-scheduler.ts'
import { createSeededRandom } from './fakes/seeded-random.ts'

const frameOrigin = 'https://thi.example.vn'
const portalOrigin = 'https://portal.example.vn'

type Event = { data: unknown; source: unknown; origin: string; ports: MessagePort[] }

/** A window that hears what a test sends it, and delivers what it is given to another. */
function aWindow() {
  const listeners = new Set<(event: MessageEvent) => void>()
  return {
    addEventListener: (_type: 'message', listen: (event: MessageEvent) => void) => void listeners.add(listen),
    removeEventListener: (_type: 'message', listen: (event: MessageEvent) => void) => void listeners.delete(listen),
    hear(event: Partial<Event>) {
      for (const listen of Array.from(listeners)) listen({ ports: [], ...event } as unknown as MessageEvent)
    },
  }
}

function anEmbed({ loaderListensAt = 0, fetchTicket }: { loaderListensAt?: number; fetchTicket?: () => Promise<string | null> } = {}) {
  const time = createFakeTime()
  const [portal, inner] = [aWindow(), aWindow()]
  const heights: number[] = []
  const visible: boolean[] = []
  const connects: { message: unknown; origin: string }[] = []
  const channels: MessageChannel[] = []
  let scrolls = 0
  const host = {
    postMessage(message: unknown, targetOrigin: string) {
      expect(targetOrigin).toBe('*')
      portal.hear({ data: structuredClone(message), source: frameWindow, origin: frameOrigin })
    },
  }
  const frameWindow = {
    postMessage(message: unknown, origin: string, transfer: Transferable[]) {
      connects.push({ message, origin })
      inner.hear({ data: structuredClone(message), source: host, origin: portalOrigin, ports: transfer as MessagePort[] })
    },
  }
  const openLoader = () =>
    connectFrame({
      page: portal,
      frameWindow: () => frameWindow,
      frameOrigin,
      openChannel: () => {
        const channel = new MessageChannel()
        channels.push(channel)
        return channel
      },
      onHeight: (px) => heights.push(px),
      onScrollToTop: () => {
        scrolls += 1
      },
      fetchTicket,
    })
  let loader = loaderListensAt === 0 ? openLoader() : undefined
  let offers = 0
  const frame = createHostLink({
    page: inner,
    host,
    frameId: 'f1',
    version: 1,
    scheduler: time.scheduler,
    onVisible: (now) => visible.push(now),
    onTickets: () => {
      offers += 1
    },
  })
  return {
    time,
    portal,
    inner,
    host,
    frame,
    frameWindow,
    heights,
    visible,
    connects,
    scrolls: () => scrolls,
    offers: () => offers,
    loader: () => {
      loader ??= openLoader()
      return loader
    },
    close: () => {
      for (const { port1, port2 } of channels) {
        port1.close()
        port2.close()
      }
    },
  }
}

const settle = async () => {
  for (let turn = 0; turn < 5; turn += 1) await breathe()
}

describe('loader and frame', () => {
  test('find each other, then speak of height and sight over the private port', async () => {
    const embed = anEmbed()
    embed.frame.setHeight(812.4)
    embed.frame.scrollToTop()
    await settle()
    embed.loader().setVisible(true)
    await settle()
    expect(embed.heights).toEqual([813])
    expect(embed.scrolls()).toBe(1)
    expect(embed.visible).toContain(true)
    expect(embed.connects).toEqual([{ message: { hoithi: 1, kind: 'connect', frameId: 'f1' }, origin: frameOrigin }])
    embed.close()
  })

  test('a frame that is there before the loader says hello until it is answered, then is quiet', async () => {
    const embed = anEmbed({ loaderListensAt: 1 })
    embed.frame.setHeight(700)
    await embed.time.pass(5_000)
    expect(embed.connects).toEqual([])
    embed.loader()
    await embed.time.pass(5_000)
    await settle()
    expect(embed.connects).toHaveLength(1)
    expect(embed.heights).toEqual([700])
    expect(embed.time.waits()).toEqual([])
    embed.close()
  })

  test('a frame without a loader gives up after a while', async () => {
    const embed = anEmbed({ loaderListensAt: 1 })
    await embed.time.pass(300_000)
    expect(embed.time.waits()).toEqual([])
  })

  test('the same height is told once', async () => {
    const embed = anEmbed()
    for (const px of [600, 600, 640, 640]) embed.frame.setHeight(px)
    await settle()
    expect(embed.heights).toEqual([600, 640])
    embed.close()
  })
})

describe('tickets of the portal', () => {
  const ticket = 'abc.def.ghi'

  test('are offered and handed over on the private port alone', async () => {
    const embed = anEmbed({ fetchTicket: async () => ticket })
    await settle()
    expect(embed.offers()).toBe(1)
    const [first, second] = await Promise.all([embed.frame.askTicket(), embed.frame.askTicket()])
    expect([first, second]).toEqual([ticket, ticket])
    expect(JSON.stringify(embed.connects)).not.toContain(ticket)
    expect(embed.time.waits()).not.toContain(8_000)
    embed.close()
  })

  test.each<[string, () => Promise<string | null>]>([
    ['that has nobody logged in', async () => null],
    ['that does not answer', () => Promise.reject(new Error('away'))],
  ])('a portal %s is waited for no longer', async (_what, fetchTicket) => {
    const embed = anEmbed({ fetchTicket })
    await settle()
    expect(await embed.frame.askTicket()).toBeUndefined()
    embed.close()
  })

  test('a loader that never answers, or answers too late, holds nobody up', async () => {
    let answer: (ticket: string) => void = () => {}
    const embed = anEmbed({ fetchTicket: () => new Promise((resolve) => (answer = resolve)) })
    await settle()
    const asked = embed.frame.askTicket()
    await embed.time.pass(10_000)
    expect(await asked).toBeUndefined()
    answer(ticket)
    await settle()
    expect(embed.time.waits()).toEqual([])
    embed.close()
  })

  test('a loader without tickets offers none', async () => {
    const embed = anEmbed()
    await settle()
    expect(embed.offers()).toBe(0)
    embed.close()
  })

  test.each([
    ['/ve', true],
    ['ve?x=1', true],
    ['https://portal.example.vn/ve', true],
    ['https://evil.example/ve', false],
    ['//evil.example/ve', false],
    ['http://portal.example.vn/ve', false],
    [null, false],
  ])("are fetched from the page's own origin alone: %s", (address, isTaken) => {
    expect(ticketSource(address, 'https://portal.example.vn/thi/') !== undefined).toBe(isTaken)
  })
})

describe('strangers', () => {
  const hello = { hoithi: 1, kind: 'hello', frameId: 'x' }

  test.each([
    ['another window of the right origin', { data: hello, source: {}, origin: frameOrigin }],
    ['no window at all', { data: hello, source: null, origin: frameOrigin }],
    ['a frame that was led to another origin', { data: hello, origin: 'https://evil.example' }],
    ['an origin that only begins alike', { data: hello, origin: `${frameOrigin}.evil.example` }],
  ])('the loader does not answer %s', (_case, event) => {
    const embed = anEmbed({ loaderListensAt: 1 })
    embed.loader()
    embed.portal.hear({ source: embed.frameWindow, ...event })
    expect(embed.connects).toEqual([])
  })

  test('the frame takes a line only from its parent, only for itself, and only one', async () => {
    const embed = anEmbed({ loaderListensAt: 1 })
    const [evil, other] = [new MessageChannel(), new MessageChannel()]
    const said: string[] = []
    evil.port1.onmessage = () => said.push('evil')
    embed.inner.hear({ data: { hoithi: 1, kind: 'connect', frameId: 'f1' }, source: {}, ports: [evil.port2] })
    embed.inner.hear({ data: { hoithi: 1, kind: 'connect', frameId: 'another' }, source: embed.host, ports: [other.port2] })
    embed.inner.hear({ data: { hoithi: 1, kind: 'connect', frameId: 'f1' }, source: embed.host, ports: [] })
    embed.frame.setHeight(500)
    await settle()
    expect(said).toEqual([])
    for (const { port1 } of [evil, other]) port1.close()
  })
})

describe('hostile and malformed messages', () => {
  const trap = new Proxy({}, { get: () => trap, has: () => true })
  const rubbish: unknown[] = [
    null,
    undefined,
    0,
    Number.NaN,
    '',
    'hello',
    true,
    [],
    [1, [2]],
    {},
    { hoithi: 1 },
    { hoithi: 2, kind: 'hello', frameId: 'f1' },
    { hoithi: 1, kind: 'hello' },
    { hoithi: 1, kind: 'hello', frameId: {} },
    { hoithi: '1', kind: 'connect', frameId: 'f1' },
    { kind: 'height' },
    { kind: 'height', px: 'tall' },
    { kind: 'height', px: -1 },
    { kind: 'height', px: Number.POSITIVE_INFINITY },
    { kind: 'height', px: Number.NaN },
    { kind: 'height', px: 1e9 },
    { kind: 'visible', isVisible: 'yes' },
    { kind: '__proto__' },
    { __proto__: null, hoithi: 1 },
    trap,
    Object.freeze({ hoithi: 1, kind: 'connect', frameId: null }),
    new Map(),
    new Date(0),
    () => 'hoithi',
  ]

  test.each(Array.from({ length: 40 }, (_, index) => 17 + index * 104_729))('seed %i: nothing throws and nothing moves', async (seed) => {
    const dice = createSeededRandom(seed)
    const embed = anEmbed({ loaderListensAt: 1 })
    embed.loader()
    const connect = new MessageChannel()
    for (let turn = 0; turn < 60; turn += 1) {
      const data = rubbish[dice.below(rubbish.length)]
      const target = dice.next() < 0.5 ? embed.portal : embed.inner
      const source = [embed.frameWindow, embed.host, null, {}][dice.below(4)]
      const origin = [frameOrigin, portalOrigin, 'null', '', '*'][dice.below(5)] ?? ''
      target.hear({ data, source, origin, ports: dice.next() < 0.3 ? [connect.port2] : [] })
    }
    await settle()
    expect(embed.connects, `seed ${seed}`).toEqual([])
    expect(embed.heights, `seed ${seed}`).toEqual([])
    expect(embed.visible, `seed ${seed}`).toEqual([])
    connect.port1.close()
  })

  test('rubbish over the private line changes nothing either', async () => {
    const portal = aWindow()
    const heights: number[] = []
    const ports: MessagePort[] = []
    const frameWindow = { postMessage: (_message: unknown, _origin: string, transfer: Transferable[]) => void ports.push(transfer[0] as MessagePort) }
    connectFrame({
      page: portal,
      frameWindow: () => frameWindow,
      frameOrigin,
      openChannel: () => new MessageChannel(),
      onHeight: (px) => heights.push(px),
      onScrollToTop: () => heights.push(-1),
    })
    portal.hear({ data: { hoithi: 1, kind: 'hello', frameId: 'f' }, source: frameWindow, origin: frameOrigin })
    for (const data of rubbish.filter((item) => typeof item !== 'function' && item !== trap)) ports[0]?.postMessage(data)
    ports[0]?.postMessage({ kind: 'height', px: 640 })
    await settle()
    expect(heights).toEqual([640])
    ports[0]?.close()
  })
})
