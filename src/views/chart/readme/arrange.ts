import { Slugs } from '../../../core/markdown/slug.ts';
import { shownName, withSigns } from '../../../text/signs.ts';
import { copyButton } from './copy-button.ts';
import { withEmoji } from './emoji.ts';
import { targetOf, type Places } from './links.ts';
import type { Heading } from './outline.svelte.ts';
import type { Pictures } from './pictures.ts';

/** All ids that a README brings into the page begin so; no script and no style looks for one. */
const PREFIX = 'readme-';
/** A name that a link can have: not empty, in one word, and not of a length that only harms. */
const NAME = /^\S{1,200}$/;
/** As GitHub has them: https://docs.github.com, "Basic writing and formatting syntax", "Alerts". */
const ALERT = /^\s*\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][^\S\n]*(?:\n|$)/;
const LENGTH = /^\d{1,4}%?$/;

/**
 * Puts our own elements, ids and links in the place of those in a README's cleaned fragments, one
 * after the other, and notes where its headings and anchors are.
 */
export class Arrangement {
  readonly headings: Heading[] = [];
  /** Headings and anchors by the names that links refer to them by. */
  readonly targets = new Map<string, HTMLElement>();

  /** Elements with an id of ours. */
  readonly #ours = new WeakSet<HTMLElement>();
  readonly #slugs = new Slugs();
  readonly #anchorLinks: [name: string, link: HTMLElement][] = [];
  readonly #places: Places;
  readonly #pictures: Pictures;

  constructor(places: Places, pictures: Pictures) {
    this.#places = places;
    this.#pictures = pictures;
  }

  /** Arranges what `cleaned` gave, before it becomes part of the page. */
  arrange(fragment: DocumentFragment): void {
    for (const box of fragment.querySelectorAll('input')) box.replaceWith(...tick(box));
    for (const link of fragment.querySelectorAll('a')) this.#link(link);
    for (const image of fragment.querySelectorAll('img')) this.#picture(image);
    for (const heading of fragment.querySelectorAll<HTMLElement>('h1, h2, h3, h4, h5, h6')) {
      this.#heading(heading);
    }
    for (const named of fragment.querySelectorAll<HTMLElement>('[id], [name]')) this.#anchor(named);
    for (const block of fragment.children) if (block.tagName === 'BLOCKQUOTE') markAlert(block);
    showSigns(fragment);
    for (const code of fragment.querySelectorAll('pre'))
      frame(code, 'code').append(copyButton(code));
    for (const table of fragment.querySelectorAll('table')) frame(table, 'table');
  }

  /** Once all is there: links to names that nothing has are no links. */
  end(): void {
    for (const [name, link] of this.#anchorLinks) {
      if (this.target(name)) continue;
      if (this.#ours.has(link)) link.removeAttribute('href');
      else link.replaceWith(...link.childNodes);
    }
  }

  /** The heading or anchor of a name; GitHub's names of headings are in lower case. */
  target(name: string): HTMLElement | undefined {
    return this.targets.get(name) ?? this.targets.get(name.toLowerCase());
  }

  /** The page's own heading is the only one of level 1. */
  #heading(old: HTMLElement): void {
    const level = Number(old.tagName.slice(1));
    const text = (old.textContent ?? '').trim();
    const heading = document.createElement(`h${Math.min(level + 1, 6)}`);
    const align = old.getAttribute('align');
    if (align !== null) heading.setAttribute('align', align);
    heading.append(...old.childNodes);
    old.replaceWith(heading);
    if (text !== '') {
      const name = this.#slugs.next(text);
      this.headings.push({ name, text, level });
      this.#name(heading, name);
    }
    for (const name of [old.id, old.getAttribute('name')]) this.#name(heading, name ?? '');
  }

  /** Takes an element's names away, and gives it one of ours by which links find it. */
  #anchor(named: HTMLElement): void {
    if (this.#ours.has(named)) return;
    const given = [named.getAttribute('id'), named.getAttribute('name')];
    named.removeAttribute('id');
    named.removeAttribute('name');
    for (const name of given) this.#name(named, name ?? '');
  }

  #name(element: HTMLElement, name: string): void {
    if (!NAME.test(name) || this.targets.has(name)) return;
    this.targets.set(name, element);
    if (!this.#ours.has(element)) element.id = PREFIX + name;
    this.#ours.add(element);
    // A link stays where Tab finds it.
    if (!element.hasAttribute('href')) element.tabIndex = -1;
  }

  #link(link: HTMLAnchorElement): void {
    const target = targetOf(link.getAttribute('href')?.trim() ?? '', this.#places);
    link.removeAttribute('href');
    if (!target) {
      // It looks like a link and is none; it may still be what others lead to.
      if (!link.id && !link.name) link.replaceWith(...link.childNodes);
      return;
    }
    link.href = target.href;
    if (target.kind === 'anchor') this.#anchorLinks.push([target.name, link]);
    if (target.kind === 'web') {
      link.target = '_blank';
      link.rel = 'noreferrer noopener';
    }
  }

  /** A picture that isn't shown is its words. */
  #picture(old: HTMLImageElement): void {
    const source = old.getAttribute('src')?.trim() ?? '';
    const words = (old.getAttribute('alt') ?? '').trim();
    const image = this.#pictures.image(source);
    if (image) {
      image.alt = shownName(words);
      for (const side of ['width', 'height'] as const) {
        const length = old.getAttribute(side) ?? '';
        if (LENGTH.test(length)) image.setAttribute(side, length);
      }
      image.addEventListener('error', () => image.replaceWith(inWords(image, source, words)));
      old.replaceWith(image);
    } else {
      old.replaceWith(inWords(old, source, words));
    }
  }
}

/** The words of a picture that isn't shown, which lead to it unless they lead elsewhere. */
function inWords(image: Element, source: string, words: string): HTMLElement {
  const isLink = !image.closest('a') && /^https?:\/\//i.test(source) && URL.canParse(source);
  const shown = document.createElement(isLink ? 'a' : 'span');
  shown.className = 'picture';
  const name = source.replace(/[?#].*$/s, '').replace(/^.*\//s, '');
  shown.append(shownName(words || name || 'picture'));
  if (shown instanceof HTMLAnchorElement) {
    shown.href = source;
    shown.target = '_blank';
    shown.rel = 'noreferrer noopener';
  }
  return shown;
}

/** A box to tick, as the sign that it is: nothing can be ticked here. */
function tick(box: HTMLInputElement): Node[] {
  if (box.getAttribute('type')?.toLowerCase() !== 'checkbox') return [];
  const done = box.hasAttribute('checked');
  const sign = document.createElement('span');
  sign.className = done ? 'task done' : 'task';
  sign.role = 'img';
  sign.ariaLabel = done ? 'Done' : 'To do';
  box.closest('li')?.classList.add('has-task');
  return [sign];
}

function markAlert(quote: Element): void {
  const first = quote.firstElementChild?.firstChild;
  const [marker, kind] = (first instanceof Text && ALERT.exec(first.data)) || [];
  if (!(first instanceof Text) || marker === undefined || kind === undefined) return;
  first.data = first.data.slice(marker.length);
  const title = document.createElement('p');
  title.className = 'title';
  title.append(kind.slice(0, 1) + kind.slice(1).toLowerCase());
  quote.className = `alert ${kind.toLowerCase()}`;
  quote.prepend(title);
}

/** Puts a box around what may be wider than the page. */
function frame(wide: HTMLElement, kind: string): HTMLElement {
  const box = document.createElement('div');
  box.className = `frame ${kind}`;
  const scrolls = document.createElement('div');
  scrolls.className = 'scrolls';
  wide.replaceWith(box);
  scrolls.append(wide);
  box.append(scrolls);
  return box;
}

/** After parsing, since HTML can also name a character by its number. */
function showSigns(fragment: DocumentFragment): void {
  const texts = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    const isCode = text.parentElement?.closest('code, pre');
    const shown = withSigns(isCode ? text.data : withEmoji(text.data));
    if (shown !== text.data) text.data = shown;
  }
}
