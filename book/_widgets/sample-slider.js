Course.widget("sample-slider", function (stage, state) {
  var x = state.numbers("x", [1])[0];
  stage.setAttribute("aria-label", "sample");
  stage.innerHTML = '<label>x <input type="range" min="0" max="10"></label> <output></output>';
  var input = stage.querySelector("input"), out = stage.querySelector("output");
  input.value = x;
  input.oninput = function () { out.textContent = input.value * input.value; state.set({ x: input.value }); };
  out.textContent = x * x;
});
