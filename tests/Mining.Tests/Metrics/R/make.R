# Writes figures.txt beside this script from the rows of ../ScikitLearn/figures.txt: DeLong's intervals by pROC, concordance by survival, drift with ties by ks.test.
# Run as "Rscript make.R" in this folder; the first line written names the versions.
library(pROC)
library(survival)
rows <- list()
for (line in readLines("../ScikitLearn/figures.txt")) {
  words <- strsplit(line, " ")[[1]]
  if (words[1] != "#") rows[[words[1]]] <- as.numeric(words[-1])
}
y <- rows$labels
first <- rows$scores
second <- round(first + 0.3 * sin(seq_along(first)), 2)
a <- roc(y, first, direction = "<", quiet = TRUE)
b <- roc(y, second, direction = "<", quiet = TRUE)
test <- roc.test(a, b, method = "delong", paired = TRUE)
limits <- ci.auc(a, method = "delong")
# Harrell's index as survival counts it: the scores are risks, so that higher ones should end sooner.
time <- rows$counts + 1
event <- as.integer(rows$grades > 1)
harrell <- concordance(Surv(time, event) ~ first, reverse = TRUE)
tied <- ks.test(round(rows$drift0First, 1), round(rows$drift0Second, 1), exact = TRUE)   # with the ties that rounding makes
write <- function(name, values) paste(c(name, sprintf("%.17g", values)), collapse = " ")
writeLines(c(
  sprintf("# R %s, pROC %s, survival %s", getRversion(), packageVersion("pROC"), packageVersion("survival")),
  write("second", second), write("auc", as.numeric(auc(a))), write("variance", var(a, method = "delong")), write("interval", limits[c(1, 3)]),
  write("difference", as.numeric(auc(a)) - as.numeric(auc(b))), write("z", test$statistic), write("p", test$p.value),
  write("time", time), write("event", event), write("concordance", harrell$concordance),
  write("tied", c(tied$statistic, tied$p.value))
), "figures.txt")
