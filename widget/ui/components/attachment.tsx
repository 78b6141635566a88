import { useState } from 'preact/hooks'

/** A picture, or a sound: a text names both by their bytes alone, and what cannot be seen may be heard. */
export function Attachment({ digest, alt }: { digest: string; alt: string }) {
  const [isSound, setIsSound] = useState(false)
  const address = `/api/v1/attachments/${digest}`
  if (!isSound) return <img class="rich-picture" src={address} alt={alt} loading="lazy" onError={() => setIsSound(true)} />
  // biome-ignore lint/a11y/useMediaCaption: files of questions bring no captions; what is said stands in the text beside it
  return <audio class="rich-sound" src={address} controls preload="metadata" aria-label={alt} />
}
