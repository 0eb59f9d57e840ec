// Looks at pages in a headless browser: axe-core at phone and laptop width, light and dark; whether
// a page is wider than its window; and a walk with the Tab key alone, which must reach everything
// that can be used and show where it is.
//
//     node look.mjs PAGE.html …        (SHOTS=folder keeps a picture of each)
import fs from 'node:fs';
import path from 'node:path';
import puppeteer from 'puppeteer-core';

const axe = fs.readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const shots = process.env.SHOTS;
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--hide-scrollbars',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
let wrong = 0;
const say = (page, what) => { wrong += 1; console.log(`${path.basename(path.dirname(page))}/${path.basename(page)}: ${what}`); };

for (const file of process.argv.slice(2)) {
  for (const scheme of ['light', 'dark']) {
    for (const width of [390, 1280]) {
      const page = await browser.newPage();
      // The pages allow no script but their own; the one that examines them has to get in.
      await page.setBypassCSP(true);
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]);
      page.on('pageerror', (error) => say(file, `script: ${error.message}`));
      await page.goto(`file://${path.resolve(file)}`);
      if (shots) {
        const name = `${path.basename(path.dirname(path.resolve(file)))}-${path.basename(file, '.html')}-${width}-${scheme}.png`;
        // A page of very many pairs is taller than a picture can be.
        const tall = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.screenshot({ path: path.join(shots, name), clip: { x: 0, y: 0, width, height: Math.min(tall, 16000) }, captureBeyondViewport: true });
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) say(file, `${scheme} ${width}: the page is ${wide} wide`);
      // Everything is open, so that everything is looked at.
      await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
      await page.evaluate(axe);
      const found = await page.evaluate(() => globalThis.axe.run());
      for (const { id, help, nodes } of found.violations) {
        say(file, `${scheme} ${width}: ${id}: ${help} (${nodes.length}) ${nodes[0].html.slice(0, 160)}`);
      }
      if (scheme === 'light') await walk(page, file, width);
      await page.close();
    }
  }
}
await browser.close();
console.log(wrong ? `${wrong} things are wrong with the pages` : `${process.argv.length - 2} pages: nothing wrong`);
// Not 1, with which node ends when it cannot go on.
process.exit(wrong ? 3 : 0);

// Presses Tab until everything that takes focus has had it, and looks each time for an outline.
async function walk(page, file, width) {
  await page.bringToFront();
  const all = await page.evaluate(() => {
    const can = 'a[href],button,input,select,textarea,summary,video[controls],audio[controls],[tabindex]';
    const group = new Set();
    const wanted = [...document.querySelectorAll(can)].filter((e) => {
      if (e.tabIndex < 0 || e.disabled || !e.checkVisibility()) return false;
      // Of radio buttons that belong together Tab reaches one; arrows reach the others.
      if (e.type !== 'radio') return true;
      const first = !group.has(e.name);
      group.add(e.name);
      return first;
    });
    globalThis.wanted = new Set(wanted);
    globalThis.bare = [];
    globalThis.opening = (e) => e.outerHTML.slice(0, 100);
    // How many are still to be reached, now that the focus is where it is.
    globalThis.arrive = () => {
      const here = document.activeElement;
      if (globalThis.wanted.delete(here)) {
        const style = getComputedStyle(here);
        const seen = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
        if (!seen) globalThis.bare.push(globalThis.opening(here));
      }
      return globalThis.wanted.size;
    };
    document.activeElement?.blur();
    return wanted.length;
  });
  // A player has controls of its own inside, which take some more.
  for (let pressed = 0; pressed < 2 * all + 20; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => globalThis.arrive()) === 0) break;
  }
  const { missed, bare } = await page.evaluate(() => ({
    missed: [...globalThis.wanted].map(globalThis.opening), bare: globalThis.bare,
  }));
  for (const [what, elements] of [['Tab does not reach', missed], ['no outline on', bare]]) {
    if (elements.length) say(file, `${width}: ${what} ${elements.length} of ${all}: ${elements[0]}`);
  }
}
