import "../page/dated-notices.js";
import "../elements/subsidy-calculator.js";
import "../page/embedded.js";
