// J and K go from moment to moment; Space plays the clip in view. The page can be read without it.
"use strict";
(() => {
  const moments = [...document.querySelectorAll(".moment")];
  if (moments.length === 0) return;
  for (const moment of moments) moment.tabIndex = -1;
  const near = () => {
    const middle = innerHeight / 2;
    const away = (el) => {
      const box = el.getBoundingClientRect();
      return box.top > middle ? box.top - middle : Math.max(0, middle - box.bottom);
    };
    return moments.reduce((best, el) => (away(el) < away(best) ? el : best));
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, button, summary, audio, video, a")) return;
    const step = { j: 1, J: 1, k: -1, K: -1 }[event.key];
    if (step) {
      const here = document.activeElement.closest(".moment");
      const at = here ? moments.indexOf(here) + step : moments.indexOf(near());
      const next = moments[Math.min(Math.max(at, 0), moments.length - 1)];
      next.focus();
      event.preventDefault();
    } else if (event.key === " ") {
      const clip = near().querySelector(".clip");
      if (!clip) return;
      if (clip.paused) clip.play(); else clip.pause();
      event.preventDefault();
    }
  });
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details")) part.open = true;
  });
})();
