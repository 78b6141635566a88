import { useState } from 'preact/hooks'

export type AttachmentProps = { digest: string; alt: string }

/** Pictures and sounds come by the staff's address: what is only previewed is shown to nobody else. */
export function Attachment({ digest, alt }: AttachmentProps) {
  const [isSound, setIsSound] = useState(false)
  const address = `/api/v1/staff/bank/attachments/${digest}`
  if (!isSound) return <img class="rich-picture" src={address} alt={alt} loading="lazy" onError={() => setIsSound(true)} />
  // biome-ignore lint/a11y/useMediaCaption: files of questions bring no captions; what is said stands in the text beside it
  return <audio class="rich-sound" src={address} controls preload="metadata" aria-label={alt} />
}
