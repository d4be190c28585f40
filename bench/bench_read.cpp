/// Reads a file of Turtle, TriG, N-Triples or N-Quads on one thread, makes every term a string of
/// its own, and times that.
///
///     bench_read FILE            counts statements and adds up the lengths of their terms
///     bench_read --write FILE    writes the statements as N-Quads on stdout, as serdi and rapper
///     do
///
/// bench/read.py compares it with those two.
#include <unistd.h>

#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>

#include <fmt/format.h>

#include "kg/rdf/ntriples.h"
#include "parser/parse.h"

namespace {

parser::Source read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) throw std::runtime_error("cannot read " + path);
  parser::Source source{path, std::string(static_cast<std::size_t>(file.tellg()), '\0')};
  file.seekg(0);
  file.read(source.text.data(), static_cast<std::streamsize>(source.text.size()));
  return source;
}

/// Of the processor: what other programs take does not count.
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void write_all(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const ssize_t written = ::write(STDOUT_FILENO, text.data() + at, text.size() - at);
    if (written < 0) throw std::runtime_error(std::string("cannot write: ") + std::strerror(errno));
    at += static_cast<std::size_t>(written);
  }
}

void append(std::string& out, const parser::RdfStatement& statement) {
  rdf::append_ntriples(out, statement.subject);
  out += ' ';
  rdf::append_ntriples(out, statement.predicate);
  out += ' ';
  rdf::append_ntriples(out, statement.object);
  if (statement.graph) {
    out += ' ';
    rdf::append_ntriples(out, *statement.graph);
  }
  out += " .\n";
}

void run(const std::string& path, bool write) {
  constexpr std::size_t kPiece = 1 << 16;
  const auto format = parser::rdf_format(path);
  if (!format) throw std::runtime_error("unknown ending: " + path);
  const double start = cpu_seconds();
  const parser::Source source = read_file(path);
  std::size_t statements = 0;
  std::size_t bytes = 0;
  std::string out;
  const auto sink = [&](parser::RdfStatement&& statement) {
    ++statements;
    if (write) {
      append(out, statement);
      if (out.size() < kPiece) return;
      write_all(out);
      out.clear();
    } else {
      for (const rdf::Term* const term :
           {&statement.subject, &statement.predicate, &statement.object}) {
        bytes += term->lexical.size() + term->datatype.size() + term->language.size();
      }
    }
  };
  parser::Prefixes prefixes;
  parser::Diagnostics diagnostics;
  if (!parser::parse_rdf(source, *format, "http://base.example/", sink, prefixes, diagnostics)) {
    throw std::runtime_error(parser::render(diagnostics));
  }
  write_all(out);
  const std::string lengths = write ? "" : fmt::format(", {} bytes of terms", bytes);
  std::cerr << fmt::format("{}: {} statements{}, {:.2f} s of processor time\n", path, statements,
                           lengths, cpu_seconds() - start);
}

}  // namespace

int main(int argc, char** argv) {
  const bool write = argc == 3 && std::strcmp(argv[1], "--write") == 0;
  if (argc != 2 && !write) {
    std::cerr << "usage: bench_read [--write] FILE\n";
    return 2;
  }
  try {
    run(argv[argc - 1], write);
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
