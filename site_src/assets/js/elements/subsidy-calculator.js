/**
 * <subsidy-calculator>: the form asks, the worker computes, the page's own sentences answer.
 *
 * Besides data-state it sets data-outcome-status (the outcome's status), and it reads data-page (where share links lead).
 * It holds no rule and no sentence.
 */

import { beginWithAnswer } from "../page/arrival.js";
import { CalculatorElement } from "../page/calculator-element.js";
import { today, todayInWords } from "../page/dates.js";
import { eraseDossier, keepDossier, keptDossiers, listDossiers, showDossier, stepsDone } from "../page/dossiers.js";
import { damageOf, fillControls, fillForm, readForm, readFragment, writeFragment, writePairs } from "../page/form.js";
import { mark, messageFor, showMistakes, showRead, tidyAmounts } from "../page/form-errors.js";
import { keepForOffline } from "../page/offline.js";
import { showOutcome } from "../page/outcome.js";
import { planAmong } from "../page/plan-names.js";
import { askNext, goTo, pick, reveal, setAsked, showPicks, toggle } from "../page/questions.js";
import { copyText, erase, keep, kept, linesOf, linkTo, saveFile, wordsIn } from "../page/take-away.js";
import { controlsOf, find, findAll, withPart } from "../page/templates.js";

export class SubsidyCalculator extends CalculatorElement {
  #title = document.title;
  #answer = null;
  #typed = false; /* whether the visitor filled in something */
  #left = null; /* the control that the focus left, until its answer is there */
  #unasked = {}; /* what a link brought that this form does not ask */
  #leadsToConditions = false; /* whether the visitor came to see whether he is eligible */
  #erased = null; /* the dossier that was erased last */

  connectedCallback() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask({ complain: true });
    });
    this.whenFilled(() => {
      this.#typed = true;
      this.#adapt();
      this.#ask();
      this.#keepTyped(); /* while Python reckons */
    });
    this.form.addEventListener("focusout", async ({ target }) => {
      this.#left = target;
      await this.released();
      this.#adapt();
      this.#showLeft();
    });
    this.form.addEventListener("focusin", () => {
      if (this.dataset.state === "idle") this.client.start();
    });
    this.addEventListener("click", (event) => this.#click(event));
    window.addEventListener("hashchange", ({ newURL }) => this.#follow(new URL(newURL).hash));
    window.addEventListener("pagehide", () => this.#keepTyped());
    window.addEventListener("beforeprint", () => this.#preparePaper());
    withPart(this, "footbar", (bar) => {
      const look = (entries) => bar.toggleAttribute("data-needless", entries[0].isIntersecting);
      new IntersectionObserver(look).observe(this.getPart("outcome-title"));
    });
    withPart(this, "dossier", (dossier) =>
      dossier.addEventListener("change", ({ target }) => this.#apply(dossier, target)),
    );
    this.#listDossiers();
    withPart(this, "share", (share) => {
      share.hidden = !navigator.share;
    });
    withPart(this, "erase", (erase) => {
      erase.hidden = kept() === null;
    });
    if (this.#open(location.hash)) this.#welcome();
    else if (this.#isShort || !this.#open(`#${kept() ?? ""}`)) this.#begin();
  }

  /** Whether this is the short form, which leads to the whole one. */
  get #isShort() {
    return this.dataset.form === "kort";
  }

  /**
   * Compute an application, JSON to JSON, by the very function that answers the form.
   * @param {string} text
   * @returns {Promise<string>}
   */
  calculate(text) {
    return this.client.call("calculate", text);
  }

  /** Fill in the day of today, and start Python when the browser has nothing better to do. */
  #begin() {
    find(this.form, '[name="submitted_on"]', HTMLInputElement).value = today();
    this.#adapt();
    if (navigator.connection?.saveData || this.#isShort) return;
    this.startWhenIdle();
  }

  /** Fill the form from a share link and answer at once; return false if the fragment is none. */
  #open(fragment) {
    const values = readFragment(fragment);
    const damage = damageOf(fragment);
    if (values || damage) this.#tellDamage(damage);
    if (!values) return false;
    fillForm(this.form, { submitted_on: today(), ...values });
    const held = readForm(this.form);
    if (Object.keys(values).some((name) => name in this.form.elements && values[name] && !(name in held))) {
      this.#tellDamage("cut");
    }
    const names = new Set(
      controlsOf(this.form)
        .map(({ name }) => name)
        .concat("v"),
    );
    this.#unasked = Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)));
    withPart(this, "unasked", (part) => {
      part.hidden = Object.keys(this.#unasked).length === 0;
    });
    for (const related of findAll(this.form, '[data-part="related"]')) {
      if (controlsOf(related).some(({ value }) => value)) related.hidden = false;
    }
    this.#adapt();
    this.#ask();
    return true;
  }

  /**
   * Follow Back, Forward and the examples: what an address holds is filled in, an empty one empties the form.
   * @param {string} fragment the address's when it changed: an answer may have written its own there since
   */
  #follow(fragment) {
    const opened = this.#open(fragment);
    if (fragment && !opened) return;
    document.documentElement.removeAttribute("data-shared");
    withPart(this, "dossier", (dossier) => showDossier(dossier));
    if (opened && this.#isShort) goTo(this, this.getPart("outcome-title"));
    if (opened) return;
    this.form.reset();
    this.#clear();
    this.#begin();
  }

  /** Greet whoever opened somebody's link, or open what a short form could not ask; that itself has no more to show. */
  #welcome() {
    if (this.#isShort) return;
    this.#leadsToConditions = new URLSearchParams(location.search).has("nakijken");
    if (this.#leadsToConditions) reveal(this, find(this, "#voorwaarden input"));
    else if (this.getPart("link-notice").hidden) beginWithAnswer();
    else document.documentElement.removeAttribute("data-shared");
  }

  /** Say what a link lacks, where one cannot know what was meant. */
  #tellDamage(damage) {
    withPart(this, "link-notice", (notice) => {
      notice.hidden = damage === null;
      notice.replaceChildren(...(damage ? [this.sentence(`link-${damage}`)] : []));
    });
  }

  /** Keep what is typed in the address, until the answer gives its own; some browsers count how often. */
  #keepTyped() {
    try {
      if (this.#typed) history.replaceState(null, "", writeFragment(this.#values));
    } catch {
      /* the next change or the end of the visit keeps it */
    }
  }

  /** Show how the field was read that was left, once there is an answer. */
  #showLeft() {
    if (!this.#left?.name || this.waiting || !this.#answer) return;
    const { outcome, errors, inputs } = this.#answer;
    showRead(this, this.#left, { errors: outcome.status === "ongeldig" ? errors : [], inputs });
    this.#left = null;
  }

  /** Ask for the VAT rate as soon as the prices hold it: nothing can be worked out before. */
  #askRate(errors) {
    const [field] = findAll(this, '[data-field="project.vat_rate"]');
    const error = errors.find(({ name }) => name === field.dataset.field);
    if (error && error.problem !== "verplicht") return;
    mark(field, error ? messageFor(this.getPart("errors", HTMLTemplateElement), error.problem, error.name) : null);
  }

  get #values() {
    return { ...this.#unasked, ...readForm(this.form) };
  }

  #ask({ complain = false } = {}) {
    if (complain && this.dataset.state !== "ready") goTo(this, this.getPart("outcome-title"));
    return this.ask("answer", { ...this.#values, today: today() }, (answer) => this.#show(answer, complain));
  }

  /** Put an answer on the page; what cannot be read is said only to whoever pressed the button. */
  #show(answer, complain) {
    this.#answer = answer;
    this.dataset.outcomeStatus = answer.outcome.status;
    const invalid = answer.outcome.status === "ongeldig";
    const errors = invalid ? answer.errors : [];
    if (invalid && !this.#typed) document.documentElement.removeAttribute("data-shared");
    if (complain) for (const { name } of errors) reveal(this, this.form.elements[name]);
    if (complain || !invalid) showMistakes(this, errors, this.#title);
    else this.#askRate(errors);
    tidyAmounts(this.form, answer);
    if (complain && invalid) this.#clear();
    this.toggleAttribute("data-stale", invalid && !complain);
    if (!invalid) {
      showOutcome(this, answer);
      this.#showOutcome(true);
      withPart(this, "footbar-text", (text) => text.replaceChildren(this.#summary("short-")));
      withPart(this, "check", (link) => link.setAttribute("href", this.#link));
      withPart(this, "plan-link", (link) => {
        /** @type {HTMLAnchorElement} */ (link).hash = `#${answer.fragment}${this.#plan}`;
      });
      if (complain) goTo(this, this.getPart("outcome-title"));
    }
    if (this.#leadsToConditions && !this.#typed) goTo(this, find(this, "#voorwaarden input"));
    this.#leadsToConditions = false;
    this.#showLeft();
    this.whenSettled(() => {
      keepForOffline();
      if (!invalid) this.getPart("announcement").replaceChildren(this.#summary());
      if (!this.waiting) history.replaceState(null, "", `#${answer.fragment}${this.#plan}`);
    });
  }

  /** The end of a fragment with the plan that this application is of; it is not in a link that one shares. */
  get #plan() {
    return writePairs(planAmong(this.#unasked));
  }

  /** Return the outcome in one sentence, the one of that kind. */
  #summary(kind = "") {
    const { outcome, texts } = this.#answer;
    return this.sentence(`${kind}${outcome.status}`, texts);
  }

  get #link() {
    return linkTo(this.dataset.page, this.#answer.fragment);
  }

  /** Show no outcome: a number beside other inputs than its own would mislead. */
  #clear() {
    this.#showOutcome(false);
    for (const slot of findAll(this, '[data-outcome], [data-repeats], [data-part="read"]')) slot.textContent = "";
  }

  #showOutcome(shown) {
    for (const name of ["result", "details", "footbar"]) {
      withPart(this, name, (part) => {
        part.hidden = !shown;
      });
    }
    this.getPart("empty").hidden = shown;
  }

  /** Do what a button or link of the page is for. */
  #click(event) {
    const target = event.target.closest("button, a");
    if (!target) return;
    if ("jump" in target.dataset) {
      event.preventDefault();
      goTo(this, document.getElementById(target.hash.slice(1)));
    } else if (target.dataset.opens) {
      toggle(target);
    } else if (target.dataset.picks) {
      pick(this.form, target);
    } else if (target.dataset.changes) {
      this.#change(JSON.parse(target.dataset.changes));
    } else if (target.dataset.part in this.#actions) {
      this.#actions[target.dataset.part](target);
    }
  }

  #actions = {
    retry: () => {
      this.client.retry();
      this.#ask();
    },
    change: () => goTo(this, find(this.form, ".questions input")),
    "reckon-today": () => this.#change({ submitted_on: today() }),
    "copy-reasoning": async () =>
      this.say("done", (await copyText(this.#reasoning)) ? "copied-reasoning" : "not-copied"),
    copy: async () => this.say("done", (await copyText(this.#link)) ? "copied" : "not-copied"),
    share: () => navigator.share({ title: this.#title, url: this.#link }).catch(() => {}),
    print: () => window.print(),
    calendar: () => this.#saveCalendar(),
    keep: () => {
      const done = keep(this.#answer.fragment);
      this.getPart("erase").hidden = !done;
      this.say("done", done ? "kept" : "not-kept");
    },
    erase: () => {
      erase();
      this.getPart("erase").hidden = true;
      this.say("done", "erased");
    },
    "keep-dossier": () => {
      const done = keepDossier({
        name: this.getPart("dossier-name", HTMLInputElement).value.trim() || this.#theme,
        fragment: this.#answer.fragment,
        done: stepsDone(this.getPart("dossier")),
      });
      this.#listDossiers();
      this.say("dossier-done", done ? "dossier-kept" : "dossier-not-kept");
    },
    "open-dossier": ({ dataset }) => {
      const dossier = keptDossiers().find(({ name }) => name === dataset.name);
      history.pushState(null, "", `#${dossier.fragment}`);
      this.#follow(location.hash);
      showDossier(this.getPart("dossier"), dossier);
    },
    "erase-dossier": ({ dataset }) => {
      this.#erased = keptDossiers().find(({ name }) => name === dataset.name);
      eraseDossier(dataset.name);
      this.#listDossiers();
      find(this, '[data-part="restore-dossier"]').focus();
    },
    "restore-dossier": () => {
      keepDossier(this.#erased);
      this.#erased = null;
      this.#listDossiers();
    },
    "export-dossiers": () => {
      const text = JSON.stringify(keptDossiers(), null, 1);
      saveFile(this.sentence("dossiers-file").textContent, "application/json", text);
    },
    "to-outcome": () => goTo(this, this.getPart("outcome-title")),
    "more-related": () => askNext(this),
  };

  /** Fill in other answers, and show what they give. */
  #change(changes) {
    fillControls(
      controlsOf(this.form).filter(({ name }) => name in changes),
      changes,
    );
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
    goTo(this, this.getPart("outcome-title"));
  }

  /** The whole reasoning as text: what was filled in, each step, what is paid, and where it came from. */
  get #reasoning() {
    const rows = findAll(this, '.amounts > div, [data-part="steps"] > li, [data-has="in_force_from"]');
    return [this.#summary().textContent, ...linesOf(rows), this.#link].join("\n");
  }

  /** The theme in the words of the form. */
  get #theme() {
    return find(this.form, '[name="project.theme"]', HTMLSelectElement).selectedOptions[0].text;
  }

  #listDossiers() {
    withPart(this, "dossiers", (part) =>
      listDossiers(part, this.getPart("dossier-list"), this.getPart("dossier-line", HTMLTemplateElement), this.#erased),
    );
  }

  /** Reckon with the day on which the application was made, once that is ticked or corrected. */
  #apply(dossier, target) {
    const day = this.getPart("applied-on", HTMLInputElement);
    const isMeant = target === day || target.dataset.task === "aangevraagd";
    if (!isMeant || !stepsDone(dossier).includes("aangevraagd")) return;
    day.value ||= today();
    fillControls([find(this.form, '[name="submitted_on"]', HTMLInputElement)], { submitted_on: day.value });
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async #saveCalendar() {
    const request = JSON.stringify({
      values: this.#values,
      words: wordsIn(this.getPart("calendar-words", HTMLTemplateElement)),
      today: today(),
      name: this.getPart("dossier-name", HTMLInputElement).value.trim() || this.#theme,
      link: this.#link,
    });
    const text = await this.client.call("calendar", request).catch(() => null);
    if (text === null) this.say("done", "no-calendar");
    else if (text === "") this.say("done", "no-days");
    else saveFile(this.sentence("file-name").textContent, "text/calendar", text);
  }

  #preparePaper() {
    if (!this.#answer || this.#isShort) return;
    this.getPart("printed-on").textContent = todayInWords();
    this.getPart("printed-link").textContent = this.#link;
  }

  /** Ask for figures and for the VAT only where they can change the answer. */
  #adapt() {
    const values = new FormData(this.form);
    withPart(this, "figures", (figures) => setAsked(figures, values.get("enterprise.size") === ""));
    const taxed = values.get("project.prices_include_vat") === "true" || values.get("project.vat_rate") !== "";
    withPart(this, "vat", (vat) => setAsked(vat, taxed));
    showPicks(this.form);
  }

  /** @override */
  showState(state, detail, reason) {
    super.showState(state, detail, reason);
    if (state === "failed") {
      this.#clear();
      delete this.dataset.outcomeStatus;
    }
    this.getPart("empty").hidden = this.waiting || state === "failed" || !this.getPart("result").hidden;
  }
}

customElements.define("subsidy-calculator", SubsidyCalculator);
