/* What html-validate asks of every built page: all it recommends, as HTML writes itself here. */

export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    "doctype-style": ["error", { style: "lowercase" }] /* as every other word of the markup */,
    "no-redundant-role": "off" /* a table whose lines are cards on a phone would lose the role it has by nature */,
    "long-title": ["error", { maxlength: 80 }] /* the site's name comes last, and may be cut off */,
  },
};
