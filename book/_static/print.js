/* On paper the answers to a chapter's questions stand at its end, apart from the questions.
   Without scripts they stay below each choice. */
(function () {
  "use strict";
  var words = Object.assign(
    { heading: "Answers to the questions", question: "Question ", right: " (right)", end: ". " },
    (window.courseWords || {}).print,
  );
  var letters = "ABCDEFGH";

  function add(parent, tag, text, name) {
    var element = parent.appendChild(document.createElement(tag));
    if (text) element.textContent = text;
    if (name) element.className = name;
    return element;
  }

  function answers(part) {
    var forms = part.querySelectorAll("form.quiz");
    if (!forms.length || part.querySelector(".print-answers")) return;
    var section = add(part, "section", "", "print-answers");
    add(section, "h2", words.heading);
    forms.forEach(function (form, i) {
      form.classList.add("answers-apart");
      add(section, "p", words.question + (i + 1), "print-question");
      form.querySelectorAll(".quiz-choice").forEach(function (choice, j) {
        var row = add(section, "div", "", "print-answer");
        var right = choice.classList.contains("quiz-right");
        add(row, "strong", letters[j] + (right ? words.right : "") + words.end);
        choice.querySelectorAll(".quiz-why > :not(.quiz-verdict)").forEach(function (why) {
          row.appendChild(why.cloneNode(true));
        });
      });
    });
  }

  addEventListener("beforeprint", function () {
    var parts = document.querySelectorAll(".onepage-part");
    (parts.length ? parts : document.querySelectorAll(".bd-article")).forEach(answers);
  });
  addEventListener("afterprint", function () {
    document.querySelectorAll(".print-answers").forEach(function (section) {
      section.remove();
    });
    document.querySelectorAll(".answers-apart").forEach(function (form) {
      form.classList.remove("answers-apart");
    });
  });
})();
