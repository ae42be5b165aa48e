import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const [usual = '', more = ''] = css.split('@media (prefers-contrast: more)');

function tokensIn(text: string): Map<string, { day: string; night: string }> {
  const found = text.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g);
  return new Map([...found].map(([, name = '', day = '', night = '']) => [name, { day, night }]));
}

const tokens = tokensIn(usual);
const contrasting = new Map([...tokens, ...tokensIn(more)]);

function colour(name: string, palette: 'day' | 'night', of = tokens): string {
  const token = of.get(name);
  if (!token) throw new Error(`no colour token --${name}`);
  return token[palette];
}

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ['deep', 'shallow', 'shoal', 'land', 'wash'];
const TEXT = ['ink', 'muted', 'magenta', 'link', 'error', 'warning', 'info', 'good'];

describe.each(['day', 'night'] as const)('by %s', (palette) => {
  it.each(TEXT.flatMap((text) => SURFACES.map((surface) => [text, surface] as const)))(
    'text in %s is legible on %s (AA, 4.5)',
    (text, surface) => {
      expect(contrast(colour(text, palette), colour(surface, palette))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('the main button is legible', () => {
    const ratio = contrast(colour('on-fill', palette), colour('fill', palette));
    expect(ratio).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SURFACES)('the edge of a control shows on %s (AA, 3)', (surface) => {
    const ratio = contrast(colour('edge', palette), colour(surface, palette));
    expect(ratio).toBeGreaterThanOrEqual(3);
  });
});

describe.each(['day', 'night'] as const)('with more contrast, by %s', (palette) => {
  it.each([...TEXT, 'edge'].flatMap((text) => SURFACES.map((surface) => [text, surface] as const)))(
    '%s is legible on %s (AAA, 7)',
    (text, surface) => {
      const [front, back] = [text, surface].map((name) => colour(name, palette, contrasting));
      expect(contrast(front ?? '', back ?? '')).toBeGreaterThanOrEqual(7);
    },
  );

  it('the main button is legible, and lines show', () => {
    const ratio = (front: string, back: string) =>
      contrast(colour(front, palette, contrasting), colour(back, palette, contrasting));
    expect(ratio('on-fill', 'fill')).toBeGreaterThanOrEqual(7);
    for (const surface of SURFACES) expect(ratio('line', surface)).toBeGreaterThanOrEqual(3);
  });
});

it('has a value for the night beside every colour', () => {
  const bare = css.match(/: #[0-9a-f]{3,8};/g);
  expect(bare).toBeNull();
});
