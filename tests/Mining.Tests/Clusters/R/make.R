# Writes figures.txt beside this script from the rows of ../ScikitLearn/figures.txt: fuzzy c-means by e1071, sorted by the first feature of the centers; and Ruspini's data with its
# silhouette by cluster, Old Faithful with its mixture by mclust. Run as "Rscript make.R" in this folder; the first line written names the versions.
suppressMessages({library(e1071); library(cluster); library(mclust)})
rows <- list()
for (line in readLines("../ScikitLearn/figures.txt")) {
  words <- strsplit(line, " ")[[1]]
  if (words[1] != "#") rows[[words[1]]] <- as.numeric(words[-1])
}
x <- matrix(rows$x, ncol = 3, byrow = TRUE)
start <- matrix(rows$kMeansCenters, ncol = 3, byrow = TRUE)
write <- function(name, values) paste(c(name, sprintf("%.17g", as.numeric(values))), collapse = " ")
lines <- sprintf("# R %s, e1071 %s, cluster %s, mclust %s", getRversion(), packageVersion("e1071"), packageVersion("cluster"), packageVersion("mclust"))
for (m in c(2, 1.5)) {
  fit <- cmeans(x, start, m = m, iter.max = 5000, control = list(reltol = 1e-16))
  order <- order(fit$centers[, 1])
  lines <- c(lines, write(sprintf("centers%g", m), t(fit$centers[order, ])), write(sprintf("memberships%g", m), t(fit$membership[1:5, order])),
    write(sprintf("objective%g", m), fit$withinerror * nrow(x)))     # e1071 states the mean over rows
}
groups <- pam(ruspini, 4)
mixture <- Mclust(faithful, G = 2, modelNames = "VVV", verbose = FALSE, control = emControl(tol = 1e-13))
order <- order(mixture$parameters$mean[1, ])
lines <- c(lines, write("ruspini", t(as.matrix(ruspini))), write("ruspiniLabels", groups$clustering - 1), write("ruspiniSilhouette", groups$silinfo$avg.width),
  write("faithful", t(as.matrix(faithful))), write("faithfulLogLikelihood", mixture$loglik), write("faithfulWeights", mixture$parameters$pro[order]),
  write("faithfulMeans", mixture$parameters$mean[, order]), write("faithfulCovariances", mixture$parameters$variance$sigma[, , order]))
writeLines(lines, "figures.txt")
