from views import pole

pole.page("hr", dimensions=())  # the whole activity only: no filter but the period
