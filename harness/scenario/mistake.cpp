#include "harness/scenario/mistake.hpp"

#include <algorithm>
#include <tuple>

namespace drydock {

std::string to_string(const Mistake& mistake) {
  std::string text = mistake.file;
  if (mistake.line > 0) text += ":" + std::to_string(mistake.line) + ":" + std::to_string(mistake.column);
  text += ": " + mistake.message;
  if (!mistake.expected.empty()) text += "; expected " + mistake.expected;
  if (!mistake.nearest.empty()) text += "; did you mean `" + mistake.nearest + "`?";
  if (!mistake.allowed.empty()) {
    text += mistake.nearest.empty() ? "; allowed here: " : " allowed here: ";
    for (std::size_t i = 0; i < mistake.allowed.size(); ++i) text += (i == 0 ? "" : ", ") + mistake.allowed[i];
  }
  return text;
}

std::string to_string(const std::vector<Mistake>& mistakes) {
  std::string text;
  for (const Mistake& mistake : mistakes) text += to_string(mistake) + "\n";
  return text;
}

void sort_mistakes(std::vector<Mistake>& mistakes) {
  const auto place = [](const Mistake& m) { return std::tie(m.file, m.line, m.column, m.message); };
  std::stable_sort(mistakes.begin(), mistakes.end(),
                   [&](const Mistake& a, const Mistake& b) { return place(a) < place(b); });
  mistakes.erase(std::unique(mistakes.begin(), mistakes.end(),
                             [&](const Mistake& a, const Mistake& b) { return place(a) == place(b); }),
                 mistakes.end());
}

}  // namespace drydock
