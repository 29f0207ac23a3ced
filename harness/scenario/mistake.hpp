// A mistake in a file that a person wrote, told so that the person can mend it.
#pragma once
#include <string>
#include <vector>

namespace drydock {

/// A place in a text; lines and columns count from 1, columns in bytes. Line 0: the source as a whole.
struct Mark {
  int line = 0;
  int column = 0;
  int source = 0;  ///< which text, where a document is made of several: 0 is the file itself
  friend constexpr auto operator<=>(Mark, Mark) = default;
};

/// What was found, where, what is allowed there, and the nearest name. Errors are values: nothing is thrown.
struct Mistake {
  std::string file;
  int line = 0;                      ///< from 1; 0: the file as a whole
  int column = 0;                    ///< from 1, in bytes
  std::string found;                 ///< the offending word or value
  std::vector<std::string> allowed;  ///< the names that may stand there, where there is a list of them
  std::string nearest;               ///< of `allowed`, what was probably meant; may be empty
  std::string expected;              ///< the shape that may stand there: "a duration such as 8h, 350ms or 1h 30m"
  std::string message;               ///< what is wrong, in words: "unknown key `seeed` in the scenario"
};

/// "scenarios/x.yaml:12:5: unknown key `seeed` in the scenario; did you mean `seed`? allowed here: bounds, clock, seed"
std::string to_string(const Mistake&);
/// All of them in the order of the file, a line each.
std::string to_string(const std::vector<Mistake>&);
/// Puts mistakes into the order of the file; equal ones are told once.
void sort_mistakes(std::vector<Mistake>&);

}  // namespace drydock
