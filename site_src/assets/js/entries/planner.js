import "../page/dated-notices.js";
import "../elements/year-planner.js";
