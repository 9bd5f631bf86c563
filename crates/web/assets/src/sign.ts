// A place to sign by hand: pen, finger or mouse on a canvas; the strokes go with the form as JSON. Without this script the field stays
// hidden and the page tells how to sign on paper.

type Point = [number, number, number];

const WIDE = 1000; // the sheet that the server knows
const HIGH = 400;

export function signing(): void {
  document.querySelectorAll<HTMLElement>("[data-sign]").forEach(pad);
}

function pad(field: HTMLElement): void {
  const canvas = field.querySelector("canvas");
  const form = field.closest("form");
  const sent = form?.querySelector<HTMLInputElement>('input[name="strokes"]');
  const pen = canvas?.getContext("2d");
  if (!canvas || !form || !sent || !pen) return;
  field.hidden = false;
  let strokes: Point[][] = [];
  let began = 0;
  pen.lineWidth = 6;
  pen.lineCap = "round";
  pen.lineJoin = "round";

  const at = (event: PointerEvent): Point => {
    const box = canvas.getBoundingClientRect();
    const place = (from: number, size: number, whole: number) => Math.min(whole, Math.max(0, Math.round((from / size) * whole)));
    began ||= event.timeStamp;
    return [place(event.clientX - box.left, box.width, WIDE), place(event.clientY - box.top, box.height, HIGH), Math.round(event.timeStamp - began)];
  };
  const keep = () => (sent.value = strokes.length > 0 ? JSON.stringify(strokes) : "");

  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    const first = at(event);
    strokes.push([first]);
    pen.beginPath();
    pen.moveTo(first[0], first[1]);
  });
  canvas.addEventListener("pointermove", (event) => {
    const stroke = strokes[strokes.length - 1];
    if (!stroke || !canvas.hasPointerCapture(event.pointerId)) return;
    const next = at(event);
    stroke.push(next);
    pen.lineTo(next[0], next[1]);
    pen.stroke();
  });
  const end = (event: PointerEvent) => {
    if (canvas.hasPointerCapture(event.pointerId)) canvas.releasePointerCapture(event.pointerId);
    keep();
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  field.querySelector("[data-sign-clear]")?.addEventListener("click", () => {
    strokes = [];
    began = 0;
    pen.clearRect(0, 0, WIDE, HIGH);
    keep();
  });
}
