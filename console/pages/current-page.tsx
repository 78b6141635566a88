import type { ComponentChildren } from 'preact'
import { useAddress } from '../router/address.ts'
import { patterns } from '../router/addresses.ts'
import { matchPath } from '../router/match-path.ts'
import { BankPage } from './bank-page.tsx'
import { BoardsPage } from './boards-page.tsx'
import { FindingsPage } from './findings-page.tsx'
import { HomePage } from './home-page.tsx'
import { ImportPreviewPage } from './import-preview-page.tsx'
import { ImportUploadPage } from './import-upload-page.tsx'
import { MissingPage } from './missing-page.tsx'

const routes: readonly { pattern: string; draw: (values: Record<string, string>) => ComponentChildren }[] = [
  { pattern: patterns.home, draw: () => <HomePage /> },
  { pattern: patterns.bank, draw: () => <BankPage /> },
  { pattern: patterns.importUpload, draw: () => <ImportUploadPage /> },
  { pattern: patterns.importPreview, draw: ({ importId = '' }) => <ImportPreviewPage key={importId} importId={importId} /> },
  {
    pattern: patterns.boards,
    draw: ({ slug = '', roundId = '' }) =>
      /^\d+$/.test(roundId) ? <BoardsPage key={`${slug}/${roundId}`} slug={slug} roundId={Number(roundId)} /> : <MissingPage />,
  },
  { pattern: patterns.findings, draw: ({ slug = '' }) => <FindingsPage key={slug} slug={slug} /> },
]

/** The table of pages. */
export function CurrentPage() {
  const { path } = useAddress()
  for (const { pattern, draw } of routes) {
    const values = matchPath(pattern, path)
    if (values) return <>{draw(values)}</>
  }
  return <MissingPage />
}
