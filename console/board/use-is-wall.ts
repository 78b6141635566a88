import { useEffect, useState } from 'preact/hooks'

// the same sentence stands in wall.css
const wall = '(min-width: 900px) and (min-height: 560px)'

/** Whether this is a screen for a hall, where nothing scrolls. */
export function useIsWall(): boolean {
  const [isWall, setIsWall] = useState(() => matchMedia(wall).matches)
  useEffect(() => {
    const media = matchMedia(wall)
    const follow = () => setIsWall(media.matches)
    media.addEventListener('change', follow)
    return () => media.removeEventListener('change', follow)
  }, [])
  return isWall
}
