/** A second of a pure tone, as a recorder would write it: 16 bits, one channel. */
export function aTone(hertz = 440, samplesPerSecond = 8_000): Uint8Array {
  const bytes = Buffer.alloc(44 + samplesPerSecond * 2)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(samplesPerSecond, 24)
  bytes.writeUInt32LE(samplesPerSecond * 2, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(samplesPerSecond * 2, 40)
  for (let sample = 0; sample < samplesPerSecond; sample += 1)
    bytes.writeInt16LE(Math.round(8_000 * Math.sin((2 * Math.PI * hertz * sample) / samplesPerSecond)), 44 + sample * 2)
  return bytes
}
