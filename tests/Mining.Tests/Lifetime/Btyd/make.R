# Writes figures.txt beside this script: Pareto/NBD by the R package BTYD (2.4.3, its own Gauss functions: hardie = TRUE), on the customers of Lifetimes/figures.txt.
# Rscript make.R FOLDER, the folder of the package's sources; the packages that it loads are not needed.
folder <- commandArgs(TRUE)[1]
read.source <- function(name) eval(parse(text = grep("^library", readLines(file.path(folder, "R", name)), invert = TRUE, value = TRUE)), globalenv())
read.source("dc.R"); read.source("pnbd.R")
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
lines <- strsplit(readLines(file.path(here, "..", "Lifetimes", "figures.txt")), " ")
read <- function(name) as.numeric(Filter(function(line) line[1] == name, lines)[[1]][-1])
cbs <- cbind(x = read("frequency"), t.x = read("recency"), T.cal = read("T"))
ask <- matrix(read("ask"), ncol = 3, byrow = TRUE)

point <- log(c(1, 5, 1, 10))
for (again in 1:8) point <- optim(point, function(log.parameters) -pnbd.cbs.LL(exp(log.parameters), cbs, hardie = TRUE),
                                  method = if (again %% 2) "Nelder-Mead" else "BFGS", control = list(maxit = 5000, reltol = 1e-15))$par
parameters <- exp(point)

out <- file(file.path(here, "figures.txt"), "w")
put <- function(name, values) writeLines(paste(name, paste(trimws(formatC(values, digits = 15, format = "g")), collapse = " ")), out)
writeLines(paste("# make.R, BTYD 2.4.3,", R.version.string), out)
put("paretonbd.parameters", parameters)
put("paretonbd.likelihood", pnbd.cbs.LL(parameters, cbs, hardie = TRUE))
put("paretonbd.alive", pnbd.PAlive(parameters, ask[, 1], ask[, 2], ask[, 3], hardie = TRUE))
put("paretonbd.purchases", pnbd.ConditionalExpectedTransactions(parameters, 26, ask[, 1], ask[, 2], ask[, 3], hardie = TRUE))
close(out)
