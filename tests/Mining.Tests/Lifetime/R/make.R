# Writes figures.txt beside this script: Rscript make.R. R 4.2.2 with survival 3.5.3 made the committed one.
# Lines: a name, then numbers. Rows are drawn with seed 42: duration in whole periods (many ties), event, three features.
library(survival)
options(digits = 16)
set.seed(42)
n <- 90
x1 <- round(rnorm(n), 2); x2 <- rbinom(n, 1, 0.4); x3 <- round(runif(n, -1, 3), 2)
life <- ceiling(rexp(n, 0.12 * exp(0.6 * x1 - 0.9 * x2)))
watched <- sample(3:16, n, replace = TRUE)
d <- data.frame(time = pmin(life, watched), event = as.integer(life <= watched), x1, x2, x3)

out <- file(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))), "figures.txt"), "w")
put <- function(name, values) writeLines(paste(name, paste(trimws(formatC(values, digits = 16, format = "g")), collapse = " ")), out)
writeLines(paste("# make.R,", R.version.string, "survival", packageVersion("survival")), out)
for (name in names(d)) put(name, d[[name]])

km <- summary(survfit(Surv(time, event) ~ 1, d))
put("km.time", km$time); put("km.survival", km$surv); put("km.error", km$std.err); put("km.risk", km$n.risk); put("km.events", km$n.event)

for (ties in c("efron", "breslow")) {
  cox <- coxph(Surv(time, event) ~ x1 + x2 + x3, d, ties = ties, nocenter = NULL, control = coxph.control(eps = 1e-12, toler.chol = 1e-13, iter.max = 50))
  put(paste0("cox.", ties, ".coefficients"), coef(cox))
  put(paste0("cox.", ties, ".errors"), sqrt(diag(vcov(cox))))
  put(paste0("cox.", ties, ".likelihood"), cox$loglik[2])
  put(paste0("cox.", ties, ".risk"), exp(predict(cox, data.frame(x1 = 1, x2 = 1, x3 = 0), reference = "sample")))
  # stype 2, ctype 1 or 2: exp(-cumulative hazard), steps by Breslow or by Efron.
  curve <- survfit(cox, newdata = data.frame(x1 = 0.5, x2 = 1, x3 = 2), stype = 2, ctype = if (ties == "efron") 2 else 1)
  put(paste0("cox.", ties, ".survival"), summary(curve, times = c(1, 4, 9, 15))$surv)
}

# The discrete-time hazard is a logistic regression over customer-periods; periods from 6 on share a level.
long <- d[rep(seq_len(n), d$time), ]
long$period <- sequence(d$time)
long$done <- as.integer(long$event == 1 & long$period == long$time)
long$level <- factor(pmin(long$period, 6))
fit <- glm(done ~ level + x1 + x2 + x3, binomial, long, control = glm.control(epsilon = 1e-14, maxit = 100))
put("hazard.weights", coef(fit)[c("x1", "x2", "x3")])
at <- data.frame(level = factor(c(1, 2, 5, 6), levels = 1:6), x1 = 0.5, x2 = 1, x3 = 2)
put("hazard.periods.1.2.5.6", predict(fit, at, type = "response"))

weibull <- survreg(Surv(time, event) ~ 1, d, dist = "weibull", control = survreg.control(rel.tolerance = 1e-14, maxiter = 100))
put("weibull.shape", 1 / weibull$scale); put("weibull.scale", exp(coef(weibull)))
close(out)
