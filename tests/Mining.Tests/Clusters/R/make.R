# Writes figures.txt beside this script from the rows of ../ScikitLearn/figures.txt: fuzzy c-means by e1071, sorted by the first feature of the centers. Run as "Rscript make.R" in
# this folder; the first line written names the versions.
library(e1071)
rows <- list()
for (line in readLines("../ScikitLearn/figures.txt")) {
  words <- strsplit(line, " ")[[1]]
  if (words[1] != "#") rows[[words[1]]] <- as.numeric(words[-1])
}
x <- matrix(rows$x, ncol = 3, byrow = TRUE)
start <- matrix(rows$kMeansCenters, ncol = 3, byrow = TRUE)
write <- function(name, values) paste(c(name, sprintf("%.17g", as.numeric(values))), collapse = " ")
lines <- sprintf("# R %s, e1071 %s", getRversion(), packageVersion("e1071"))
for (m in c(2, 1.5)) {
  fit <- cmeans(x, start, m = m, iter.max = 5000, control = list(reltol = 1e-16))
  order <- order(fit$centers[, 1])
  lines <- c(lines, write(sprintf("centers%g", m), t(fit$centers[order, ])), write(sprintf("memberships%g", m), t(fit$membership[1:5, order])),
    write(sprintf("objective%g", m), fit$withinerror * nrow(x)))     # e1071 states the mean over rows
}
writeLines(lines, "figures.txt")
