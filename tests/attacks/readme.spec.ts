/** READMEs that would act, load, or stand before what the page looks for in its document. */
import { expect, type Page } from 'playwright/test';
import { testAgainst } from './hostile-test.ts';

/** One level below the address of pictures, to see whether anybody asks for them. */
const LOADED = 'https://load.example.org';
const LINES = [
  // Names that scripts look for, in HTML and by headings.
  '<a name="links"></a><a id="title">t</a><form id=f><input name=attributes><input name=parentNode></form>',
  '<div id=main>main</div><span id="readme-take">x</span><img name=cookie src=x><p id=app>app</p>',
  '# main\n\n## \\_\\_proto\\_\\_\n\n## constructor\n\n## toString\n\n[c](#constructor) [p](#__proto__) [l](#links)',
  // Links that act, and pictures that load.
  '[js](javascript:alert(1)) [js](java&#115;cript:alert(1)) <a href=" &#1;javascript:alert(1)">js</a>',
  '[data](data:text/html,<script>alert(1)</script>) [out](../../up) [blob](blob:x) [rel](//load.example.org)',
  `![i](${LOADED}/1.png) <img src="${LOADED}/2.png" srcset="${LOADED}/3.png" onerror="alert(1)" onload=alert(1)>`,
  `<picture><source srcset="${LOADED}/4.png"><img src=/icon.svg alt=own></picture>`,
  `<img src="registry/x" alt=registry> <img src=data:image/svg+xml,<svg/onload=alert(1)> alt=data>`,
  `<svg><image href="${LOADED}/5.png"/><script>alert(1)</script></svg> <math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>`,
  `<style>@import "${LOADED}/6.css"; .top{display:none}</style> <link rel=stylesheet href="${LOADED}/7.css">`,
  `<video src="${LOADED}/8.mp4" poster="${LOADED}/9.png"></video> <table background="${LOADED}/10.png"><tr><td>cell</table>`,
  // Looks and places that are the page's own.
  '<div style="position:fixed;inset:0" class="top drop" role="alert" aria-live=assertive tabindex=1 hidden>styled</div>',
  '<button onclick=alert(1) autofocus>press</button> <input type=password name=password value=x> <textarea>text',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe><object data=x></object><embed src=x><base href=https://load.example.org>',
  '<template><img src=x onerror=alert(1)></template><noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '> [!WARNING"onload=alert(1)]\n> not one\n\n[^"><img src=x onerror=alert(1)>]\n\n[^"><img src=x onerror=alert(1)>]: note',
  'The last words.',
];

const test = testAgainst({
  acting: () => ({ files: { 'README.md': LINES.join('\n\n') } }),
  spinning: () => ({
    files: {
      'README.md': `![x](a.svg)\n\n${'![x](b.png) '.repeat(500)}\n\n<a name=${'n'.repeat(5000)}></a>${'<a name=a></a>'.repeat(1000)}`,
      'a.svg': `<svg xmlns="http://www.w3.org/2000/svg">${'<g><use href="#a"/></g>'.repeat(40)}</svg>`,
      'b.png': 'not a picture',
    },
  }),
});

const ATTRIBUTES =
  /^(?:class|id|href|target|rel|tabindex|role|aria-label|align|start|reversed|colspan|rowspan|open|type|alt|width|height|src)$/;

/** Opens a chart's page; what was asked for meanwhile, and what went wrong. */
async function look(page: Page, address: string) {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('dialog', () => asked.push('a dialog'));
  await page.goto(address);
  await expect(page.locator('.piece').last()).toBeVisible();
  return asked;
}

test.describe('with attributes that the policy stops', () => {
  // The browser reports them while DOMPurify's document is parsed, which has no window.
  test.use({ stoppedByPolicy: true });
  test(
    'a README neither acts nor loads nor takes the place of what is the page’s',
    { tag: '@short' },
    async ({ page, site, hostile }) => {
      const address = `${site.url}/#/chart/${encodeURIComponent(`${hostile.host}/attacks/acting:1.0.0`)}`;
      const asked = await look(page, address);
      const readme = page.getByRole('region', { name: 'README' });
      await expect(readme.getByText('The last words.')).toBeVisible();
      await page.waitForTimeout(500);
      expect(asked.filter((url) => /load\.example|\/registry\/x$|dialog/.test(url))).toEqual([]);
      const found = await page.evaluate(() => {
        const all = [...document.querySelectorAll('.readme-text *')];
        return {
          elements: [...new Set(all.map((one) => one.tagName.toLowerCase()))],
          attributes: [...new Set(all.flatMap((one) => one.getAttributeNames()))],
          ids: all.map((one) => one.id).filter(Boolean),
          names: all.filter((one) => one.hasAttribute('name')).length,
          classes: [...new Set(all.flatMap((one) => [...one.classList]))],
          hrefs: all.flatMap((one) => one.getAttribute('href') ?? []),
          clobbered: ['main', 'app', 'f', 'links', 'title'].filter((name) =>
            document.getElementById(name)?.closest('.readme-text'),
          ),
        };
      });
      for (const element of found.elements) {
        expect([
          'img',
          'input',
          'form',
          'svg',
          'style',
          'script',
          'iframe',
          'template',
        ]).not.toContain(element);
      }
      for (const attribute of found.attributes) expect(attribute).toMatch(ATTRIBUTES);
      for (const id of found.ids) expect(id).toMatch(/^readme-/);
      expect(new Set(found.ids).size).toBe(found.ids.length);
      expect(found.names).toBe(0);
      expect(found.clobbered).toEqual([]);
      for (const href of found.hrefs) {
        expect(href).toMatch(/^(?:#\/chart\/|https:\/\/load\.example\.org\/[12]\.png$)/);
      }
      for (const one of found.classes) {
        expect([
          'piece',
          'picture',
          'frame',
          'table',
          'code',
          'scrolls',
          'link',
          'small',
          'copy',
          'task',
          'has-task',
        ]).toContain(one);
      }
      // Links to names that HTML gives work by ids of ours.
      await readme.getByRole('link', { name: 'l', exact: true }).click();
      await expect(page).toHaveURL(/\/overview\/links$/);
      await expect(page.locator('#readme-links')).toBeFocused();
      await page.goto(`${address}/overview/__proto__`);
      await expect(page.locator('#readme-__proto__')).toBeFocused();
      await page.goto(`${address}/overview/no-such`);
      await expect(readme.getByText('This README has no heading no-such.')).toBeVisible();
    },
  );
});

test(
  'pictures and names without end cost a README no more than others',
  { tag: '@short' },
  async ({ page, site, hostile }) => {
    const address = `${site.url}/#/chart/${encodeURIComponent(`${hostile.host}/attacks/spinning:1.0.0`)}`;
    await look(page, address);
    const words = page.locator('.readme-text .picture');
    await expect(words).toHaveCount(500);
    expect(await page.locator('.readme-text img[src]').count()).toBe(0);
    expect(await page.locator('.readme-text [id]').count()).toBe(1);
  },
);
