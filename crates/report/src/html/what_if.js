"use strict";
// What the fitted loop guesses, in small steps (Runge-Kutta of fourth order): the same sums as the
// program's own, from the same guesses. Nothing is loaded and nothing is sent.
(() => {
  const holder = document.getElementById("data");
  if (!holder) return;
  const { guesses, standing } = JSON.parse(holder.textContent);
  const HORIZON = 300, STEP = 2, SETTLED = 0.25, SHOWN = 20;
  const inputs = [...document.querySelectorAll("input[data-what]")];
  const value = (what, who) => Number(document.getElementById(what + "-" + who).value) || 0;

  const held = who => {
    const box = document.getElementById("held-" + who);
    return box && box.checked ? Number(box.value) : null;
  };

  const changes = () => [0, 1].map(i => ({
    k: 1 + value("return", i) / 100, d: value("setpoint", i),
    m: 1 + value("gain", i) / 100, u: value("input", i), held: held(i),
  }));
  const none = [0, 1].map(() => ({ k: 1, d: 0, m: 1, u: 0, held: null }));

  function course(g, c, start) {
    const k = [g.k[0] * c[0].k, g.k[1] * c[1].k], m = [g.m[0] * c[0].m, g.m[1] * c[1].m];
    const d = [0, 1].map(i => c[i].d + g.b[i] * c[i].u);
    const pace = guesses.lagged ? [2 / g.tau[0], 2 / g.tau[1]] : [0, 0];
    const slope = z => {
      const inA = guesses.lagged ? z[5] : z[3], inB = guesses.lagged ? z[2] : z[0];
      const own = (i, x, arriving) => c[i].held === null ? k[i] * (d[i] + m[i] * arriving - x) : 0;
      return [own(0, z[0], inA), pace[1] * (z[0] - z[1]), pace[1] * (z[1] - z[2]),
        own(1, z[3], inB), pace[0] * (z[3] - z[4]), pace[0] * (z[4] - z[5])];
    };
    const fastest = Math.max(...pace, k[0] * (1 + Math.abs(m[0])), k[1] * (1 + Math.abs(m[1])));
    const small = Math.max(1, Math.ceil(5 * fastest * STEP)), h = STEP / small;
    const add = (z, by, s) => z.map((x, i) => x + by * s[i]);
    let z = [start[0], start[0], start[0], start[1], start[1], start[1]];
    if (c[0].held !== null) z[0] = c[0].held;
    if (c[1].held !== null) z[3] = c[1].held;
    const a = [z[0]], b = [z[3]];
    for (let t = 0; t < HORIZON; t += STEP) {
      for (let n = 0; n < small; n++) {
        const p = slope(z), q = slope(add(z, h / 2, p)), r = slope(add(z, h / 2, q)), s = slope(add(z, h, r));
        z = z.map((x, i) => x + h / 6 * (p[i] + 2 * q[i] + 2 * r[i] + s[i]));
      }
      a.push(z[0]); b.push(z[3]);
    }
    const round = 1 - m[0] * m[1];
    const free = [(d[0] + m[0] * d[1]) / round, (d[1] + m[1] * d[0]) / round];
    const end = [0, 1].map(i => c[i].held !== null ? c[i].held
      : c[1 - i].held !== null ? d[i] + m[i] * c[1 - i].held : free[i]);
    return { of: [a, b], settles: m[0] * m[1] < 1 || c.some(x => x.held !== null), end };
  }
  const settled = (x, end) => {
    for (let i = x.length - 1; i >= 0; i--) if (Math.abs(x[i] - end) > SETTLED) return (i + 1) * STEP;
    return 0;
  };
  const median = xs => { const s = [...xs].sort((p, q) => p - q); return s[Math.floor(s.length / 2)]; };
  const mean = xs => xs.reduce((p, q) => p + q, 0) / xs.length;

  function draw() {
    const c = changes();
    const moves = c.some(x => x.k !== 1 || x.m !== 1);
    const start = standing ? [standing[1], standing[2]] : moves ? [1, 1] : [0, 0];
    const pairs = guesses.draws.map(g => ({ was: course(g, none, start), is: course(g, c, start) }));
    const kept = pairs.filter(p => p.is.settles && p.is.of.every(x => x.every(Number.isFinite)));
    const said = document.getElementById("said");
    if (2 * kept.length < pairs.length) {
      said.textContent = "With this change the two would not settle any more; nothing can be drawn.";
      document.getElementById("drawing").replaceChildren();
      return;
    }
    picture(kept, c);
    said.textContent = sentences(kept, pairs.length, c, start);
    table(kept);
  }

  function sentences(kept, all, c, start) {
    const middle = { was: course(guesses.estimate, none, start), is: course(guesses.estimate, c, start) };
    const out = [0, 1].map(i => {
      const level = kept.map(p => mean(p.is.of[i].map((x, t) => x - p.was.of[i][t])));
      const time = kept.map(p => settled(p.is.of[i], p.is.end[i]) - settled(p.was.of[i], p.was.end[i]));
      const of20 = test => Math.round(20 * test / kept.length);
      const l = median(level), s = median(time);
      const low = of20(level.filter(x => x < -1e-9).length), soon = of20(time.filter(x => x < 0).length);
      // Somebody who stands where they end up does not settle.
      const way = (x, end) => Math.abs(x[0] - end) > SETTLED;
      const settles = c.every(x => x.held === null) && way(middle.is.of[i], middle.is.end[i]) && way(middle.was.of[i], middle.was.end[i]);
      const height = Math.abs(l) < 0.05 ? "about as high as without the change"
        : l < 0 ? "lower in " + low + " of 20 guesses (median " + Math.abs(l).toFixed(1) + " of a notch)"
        : "higher in " + (20 - low) + " of 20 guesses (median " + l.toFixed(1) + " of a notch)";
      const when = Math.abs(s) < STEP ? "settles at about the same time"
        : s < 0 ? "settles sooner in " + soon + " of 20 (median " + Math.abs(s) + " s)"
        : "settles later in " + (20 - soon) + " of 20 (median " + s + " s)";
      return ["A", "B"][i] + ": " + height + (settles ? "; " + when : "") + ".";
    });
    if (kept.length < all) out.push("Guesses in which the two would not settle are left out.");
    return out.join(" ");
  }

  const NS = "http://www.w3.org/2000/svg";
  const make = (name, attributes, text) => {
    const e = document.createElementNS(NS, name);
    for (const key in attributes) e.setAttribute(key, attributes[key]);
    if (text) e.textContent = text;
    return e;
  };

  function picture(kept, c) {
    const W = 680, H = 300, L = 46, R = 610, PANEL = 118;
    const lines = kept.slice(0, SHOWN);
    const every = lines.flatMap(p => [...p.is.of, ...p.was.of]).flat();
    let lo = Math.min(-0.5, ...every), hi = Math.max(0.5, ...every);
    const svg = make("svg", { viewBox: "0 0 " + W + " " + H, class: "picture", "aria-hidden": "true" });
    const x = t => L + (R - L) * t / HORIZON;
    [0, 1].forEach(i => {
      const top = 22 + i * (PANEL + 22), y = v => top + PANEL * (hi - v) / (hi - lo);
      const path = of => of.map((v, n) => (n ? "L" : "M") + x(n * STEP).toFixed(1) + " " + y(v).toFixed(1)).join("");
      svg.append(make("path", { class: "p-rule", d: "M" + L + " " + y(0).toFixed(1) + "H" + R }));
      svg.append(make("text", { class: "p-small", x: L - 8, y: y(0) + 4, "text-anchor": "end" }, "rest"));
      lines.forEach(p => svg.append(make("path", { class: "ghost " + (i ? "g-b" : "g-a"), d: path(p.is.of[i]) })));
      const was = course(guesses.estimate, none, startOf()), is = course(guesses.estimate, c, startOf());
      svg.append(make("path", { class: "before", d: path(was.of[i]) }));
      svg.append(make("path", { class: i ? "p-b" : "p-a", d: path(is.of[i]) }));
      svg.append(make("text", { class: i ? "p-bt" : "p-at", x: L, y: top - 6 }, "AB"[i]));
      svg.append(make("text", { class: "p-small", x: L + 16, y: top - 6 },
        i ? "with the change; dotted: without it" : "with the change; 20 faint lines are 20 guesses"));
    });
    for (let t = 0; t <= HORIZON; t += 60)
      svg.append(make("text", { class: "p-small", x: x(t), y: H - 4, "text-anchor": "middle" }, t / 60 + " min"));
    document.getElementById("drawing").replaceChildren(svg);
  }
  const startOf = () => {
    const moves = changes().some(x => x.k !== 1 || x.m !== 1);
    return standing ? [standing[1], standing[2]] : moves ? [1, 1] : [0, 0];
  };

  function table(kept) {
    const rows = [30, 60, 120, 300].map(t => {
      const at = t / STEP;
      const cell = i => median(kept.map(p => p.is.of[i][at] - p.was.of[i][at])).toFixed(2);
      return "<tr><th scope=row>" + t + " s</th><td>" + cell(0) + "</td><td>" + cell(1) + "</td></tr>";
    });
    document.getElementById("table").innerHTML =
      "<table><thead><tr><th scope=col>after</th><th scope=col>A, difference</th><th scope=col>B, difference</th></tr></thead><tbody>"
      + rows.join("") + "</tbody></table>";
  }

  function sides() {
    const side = document.querySelector("input[name=side]:checked").value;
    const both = document.getElementById("both").checked;
    document.querySelectorAll(".side").forEach(s => {
      const shown = both || s.dataset.side === side;
      s.hidden = !shown;
      // A side that is not shown changes nothing.
      if (!shown) s.querySelectorAll("input").forEach(put0);
    });
    draw();
  }
  const told = i => {
    const v = Math.round(10 * Number(i.value)) / 10;
    const text = (v > 0 && i.dataset.what !== "input" ? "+" : "") + v + i.dataset.unit;
    i.nextElementSibling.textContent = text;
    i.setAttribute("aria-valuetext", text);
  };
  const boxes = [...document.querySelectorAll(".held input")];
  const put0 = i => {
    if (i.type === "checkbox") i.checked = false;
    else { i.value = 0; told(i); }
  };
  inputs.forEach(i => i.addEventListener("input", () => { told(i); draw(); }));
  boxes.forEach(i => i.addEventListener("change", draw));
  document.getElementById("sides").addEventListener("change", sides);
  document.getElementById("reset").addEventListener("click", () => {
    [...inputs, ...boxes].forEach(put0);
    draw();
  });
  inputs.forEach(told);
  sides();
})();
