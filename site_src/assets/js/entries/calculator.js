import "../page/dated-notices.js";
import "../elements/subsidy-calculator.js";
import "../python/prefetch.js";
