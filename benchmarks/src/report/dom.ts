import { parseHTML } from 'linkedom'

/** The part of an HTML or SVG element that reports use. Node has no document, so linkedom makes one. */
export interface PageElement {
  textContent: string
  innerHTML: string
  readonly outerHTML: string
  append(...children: PageElement[]): void
  getAttribute(name: string): string | null
  setAttribute(name: string, value: string): void
}

/** A document without a browser. */
export interface Page {
  readonly head: PageElement
  readonly body: PageElement
  createElement(tag: string): PageElement
  createElementNS(namespace: string, tag: string): PageElement
  toString(): string
}

const EMPTY =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head><body></body></html>'

/** An empty page. */
export const newPage = (): Page => parseHTML(EMPTY).document
