import { tidesAfter } from "./tide";

const list = document.querySelector<HTMLOListElement>("#tides")!;
for (const tide of tidesAfter({ at: new Date("2024-01-01T03:10:00Z"), high: true }, 4)) {
  const line = document.createElement("li");
  line.textContent = `${tide.high ? "High" : "Low"} water at ${tide.at.toISOString().slice(11, 16)}`;
  list.append(line);
}
