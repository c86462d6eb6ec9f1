with stretches as (select *, floor((year(month) * 12 + month(month) - 1) / 6) as stretch from staffing),
whole as (select stretch from stretches group by stretch having count(distinct month) = 6)
select max(month) as period, team, grouping(team) = 1 as whole, sum(leave_days_taken) filter (leave_days_entitled is not null) / sum(leave_days_entitled) filter (leave_days_taken is not null) as value,
       count(leave_days_taken + leave_days_entitled) as n
from stretches join whole using (stretch)
group by grouping sets ((stretch), (stretch, team))
