# Writes figures.txt beside this script: generated rows with weights, glm's fits and glmnet's paths. Run as "Rscript make.R" in this folder; the first line written names the versions.
# glmnet's thresh is set low, as its default stops at four digits, and so is epsnr. It gets family objects: its "gaussian" by name measures the ridge in units of the labels' deviation.
suppressMessages(library(glmnet))
glmnet.control(epsnr = 1e-14, mxitnr = 1000)
set.seed(5)
n <- 90
sixteenths <- function(values) round(values * 16) / 16        # numbers that a float holds exactly
x <- cbind(sixteenths(rnorm(n)), sixteenths(runif(n, -3, 9)), rbinom(n, 1, 0.3), round(rnorm(n, 50, 10)), rexp(n))
x[, 5] <- sixteenths(0.7 * x[, 1] + 0.5 * x[, 5])             # hangs together with the first
sum <- 0.5 * x[, 1] - 0.15 * x[, 2] + 0.8 * x[, 3] + 0.01 * x[, 4]
w <- sample(1:3, n, replace = TRUE) / 2
y <- list(
  gaussian = sixteenths(sum + rnorm(n)),
  binomial = rbinom(n, 1, plogis(sum - 0.3)),
  poisson = rpois(n, exp(sum * 0.7)),
  Gamma = sixteenths(exp(sum * 0.5) * rgamma(n, 2, 2)) + 1 / 16
)
write <- function(name, values) paste(c(name, sprintf("%.17g", as.numeric(values))), collapse = " ")
lines <- c(sprintf("# R %s, glmnet %s", getRversion(), packageVersion("glmnet")), write("x", t(x)), write("weights", w))
control <- glm.control(epsilon = 1e-14, maxit = 100)
for (name in names(y)) {
  family <- if (name == "Gamma") Gamma(link = "log") else get(name)()
  # weights of halves are no trials of a binomial to glm; it warns and fits them as wanted
  for (weighted in c(FALSE, TRUE)) {
    given <- if (weighted) w else rep(1, n)
    fit <- suppressWarnings(glm(y[[name]] ~ x, family = family, weights = given, control = control))
    table <- coef(summary(fit))
    key <- paste0(name, if (weighted) "Weighted" else "")
    lines <- c(lines, write(key, table[, 1]), write(paste0(key, "Errors"), table[, 2]),
      write(paste0(key, "Spread"), c(summary(fit)$dispersion, fit$deviance, fit$null.deviance)))
  }
  lines <- c(lines, write(paste0(name, "Labels"), y[[name]]))
  path <- if (name == "Gamma") next else c(0.3, 0.1, 0.03, 0.01)
  for (alpha in c(1, 0.4, 0)) {
    fit <- suppressWarnings(glmnet(x, y[[name]], family = family, weights = w, alpha = alpha, lambda = path, thresh = 1e-24, maxit = 1e7))
    for (step in seq_along(path)) lines <- c(lines, write(sprintf("%sPath%g/%g", name, alpha, path[step]), c(fit$a0[step], as.numeric(fit$beta[, step]))))
  }
}
writeLines(lines, "figures.txt")
