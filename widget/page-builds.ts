import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { InlineConfig } from 'vite'
import { repository } from './build-stamp.ts'

export type PageBuild = { name: string; config: InlineConfig }

/** Phones of the widget's readers stopped being updated years ago; consoles run in offices. */
const frameTargets = ['chrome80', 'safari13.1']
const officeTargets = ['chrome100', 'safari15.4', 'firefox100']

export const sharedConfig = {
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
} satisfies InlineConfig

export const loaderBuild = (outDir: string | undefined): InlineConfig => ({
  ...sharedConfig,
  root: join(repository, 'widget/loader'),
  build: {
    target: 'es2017',
    ...(outDir === undefined ? { write: false } : { outDir }),
    emptyOutDir: false,
    modulePreload: false,
    lib: { entry: join(repository, 'widget/loader/main.ts'), formats: ['iife'], name: 'hoithi', fileName: () => 'loader.js' },
  },
})

const page = (folder: string, html: string, base: string, outDir: string, target: string[]): InlineConfig => ({
  ...sharedConfig,
  root: join(repository, folder),
  base,
  build: {
    target,
    cssTarget: target,
    outDir,
    emptyOutDir: true,
    manifest: true,
    // a data: address would need a hole in the content security policy
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { input: join(repository, folder, html) },
  },
})

/** All styles of the frame come with it, and its later parts need no other part: lists of what they need would be bytes for everybody. */
const withoutLists = (config: InlineConfig): InlineConfig => ({
  ...config,
  build: {
    ...config.build,
    modulePreload: { polyfill: false, resolveDependencies: (_file, needed, { hostType }) => (hostType === 'html' ? needed : []) },
  },
})

/** Every page that exists, each with its own folder of hashed files. */
export function pageBuilds(dist: string): PageBuild[] {
  const frame = withoutLists(page('widget/frame', 'index.html', '/embed/v1/', join(dist, 'embed/v1'), frameTargets))
  const builds: PageBuild[] = [
    { name: 'embed/v1/frame.html', config: frame },
    { name: 'embed/v1/loader.js', config: loaderBuild(join(dist, 'embed/v1')) },
  ]
  if (existsSync(join(repository, 'console/index.html'))) {
    builds.push({ name: 'console/index.html', config: page('console', 'index.html', '/console/', join(dist, 'console'), officeTargets) })
  }
  if (existsSync(join(repository, 'console/board/index.html'))) {
    builds.push({ name: 'board/index.html', config: page('console/board', 'index.html', '/board/', join(dist, 'board'), officeTargets) })
  }
  return builds
}
