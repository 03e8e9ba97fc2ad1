import { PageClock } from "./pageClock";
import { registerPlatform } from "./platform";
import { mountControls } from "./mount";

// The order counts: bundles of controls, loaded after this script, register themselves with what stands here.
registerPlatform();
document.addEventListener("DOMContentLoaded", () => {
  PageClock.follow(document.getElementById("page")?.dataset.now);
  mountControls();
});
