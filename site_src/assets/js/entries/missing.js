import "../page/dated-notices.js";
import "../page/number-sign.js";
